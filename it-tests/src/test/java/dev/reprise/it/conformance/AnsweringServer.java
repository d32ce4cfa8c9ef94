package dev.reprise.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;

/**
 * A blocking server on a thread of its own, which answers one request with a short page: what CPython's tests have in {@code
 * run_test_server}.
 */
final class AnsweringServer implements AutoCloseable {

    private static final String PAGE =
            "HTTP/1.0 200 OK\r\nContent-type: text/plain\r\nContent-length: 12\r\n\r\nTest message";

    private final ServerSocketChannel listening;
    private final Thread thread = new Thread(this::serve, "answering server");

    private AnsweringServer(ServerSocketChannel listening, SocketAddress address) throws IOException {
        this.listening = listening.bind(address);
        thread.start();
    }

    static AnsweringServer onLoopback() throws IOException {
        return new AnsweringServer(
                ServerSocketChannel.open(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static AnsweringServer on(Path path) throws IOException {
        return new AnsweringServer(
                ServerSocketChannel.open(StandardProtocolFamily.UNIX), UnixDomainSocketAddress.of(path));
    }

    int port() throws IOException {
        return ((InetSocketAddress) listening.getLocalAddress()).getPort();
    }

    Path path() throws IOException {
        return ((UnixDomainSocketAddress) listening.getLocalAddress()).getPath();
    }

    private void serve() {
        try (SocketChannel client = listening.accept()) {
            BufferedReader request = new BufferedReader(new InputStreamReader(Channels.newInputStream(client), UTF_8));
            String line = request.readLine();
            while (line != null && !line.isEmpty()) {
                line = request.readLine();
            }
            client.write(ByteBuffer.wrap(PAGE.getBytes(UTF_8)));
        } catch (IOException closed) {
            // the client is gone, or the test is over
        }
    }

    /** Waits for the thread. */
    @Override
    public void close() throws IOException {
        listening.close();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
