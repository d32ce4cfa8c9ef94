package dev.reprise.it.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;

/** Servers on blocking threads of their own, as {@code run_test_server} and {@code run_udp_echo_server} are. */
final class EchoPeers {

    private EchoPeers() {}

    /** A server that runs until it is closed. */
    interface Peer extends Closeable {

        SocketAddress address();
    }

    /**
     * Takes requests of HTTP/1.0, one after another: answers each with {@code 200 OK} and, a little at a time, with the body
     * of the request.
     */
    static Peer http() throws IOException {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(server), "http-peer");
        thread.start();
        return peer(server.getLocalSocketAddress(), server, thread);
    }

    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                answer(client.getInputStream(), client.getOutputStream());
            } catch (IOException ended) {
                // the client has left, or the test has ended
            }
        }
    }

    private static void answer(InputStream in, OutputStream out) throws IOException {
        int length = 0;
        for (String line = readLine(in); !line.isEmpty(); line = readLine(in)) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        out.write("HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n".getBytes(US_ASCII));
        if (length == 0) {
            out.write("Test message".getBytes(US_ASCII));
        }
        while (length > 0) {
            byte[] part = in.readNBytes(Math.min(length, 10_000));
            length -= part.length;
            out.write(part);
        }
    }

    private static String readLine(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the request is not complete");
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Sends each datagram back. */
    static Peer udp() throws IOException {
        DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(() -> serve(socket), "udp-peer");
        thread.start();
        return peer(socket.getLocalSocketAddress(), socket, thread);
    }

    private static void serve(DatagramSocket socket) {
        while (!socket.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
                socket.receive(packet);
                socket.send(packet);
            } catch (IOException ended) {
                // the test has ended
            }
        }
    }

    private static Peer peer(SocketAddress address, Closeable socket, Thread thread) {
        return new Peer() {
            @Override
            public SocketAddress address() {
                return address;
            }

            @Override
            public void close() throws IOException {
                socket.close();
                try {
                    thread.join();
                } catch (InterruptedException interrupted) {
                    throw new IOException("the thread of the test was interrupted", interrupted);
                }
            }
        };
    }
}
