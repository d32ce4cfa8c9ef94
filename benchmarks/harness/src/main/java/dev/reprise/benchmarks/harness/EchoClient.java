package dev.reprise.benchmarks.harness;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Arrays;

/**
 * Sends requests to an echo server, the next one on a connection when the last has come back: {@code EchoClient PORT
 * CONNECTIONS BYTES SECONDS}. It first warms the server up, by requests and not by time, because a slow one is not to be
 * measured cold; then it prints {@code begin}, at the end {@code end} and its figures.
 */
public final class EchoClient {

    private static final int MOST_SAMPLES = 4_000_000;

    private static final int WARM_UP = 150_000;
    private static final int MOST_SECONDS_TO_WARM_UP = 20;

    private final Selector selector = Selector.open();
    private final ByteBuffer incoming = ByteBuffer.allocateDirect(64 * 1024);
    private final ByteBuffer request;
    private final int[] nanos = new int[MOST_SAMPLES];
    private int count;

    private EchoClient(int bytes) throws IOException {
        request = ByteBuffer.allocateDirect(bytes);
    }

    /** Takes port, connections, bytes and seconds. */
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[0]);
        long seconds = Long.parseLong(arguments[3]);
        EchoClient client = new EchoClient(Integer.parseInt(arguments[2]));
        client.connect(port, Integer.parseInt(arguments[1]));
        for (int i = 0; i < MOST_SECONDS_TO_WARM_UP && client.count < WARM_UP; i++) {
            client.talk(1_000_000_000L);
        }
        client.count = 0;
        System.out.println("begin");
        System.out.flush();
        double spent = client.talk(seconds * 1_000_000_000L) / 1e9;
        System.out.println("end");
        System.out.println(client.figures(spent));
        System.out.flush();
        Runtime.getRuntime().halt(0);
    }

    private void connect(int port, int connections) throws IOException {
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(channel);
            channel.register(selector, SelectionKey.OP_READ, connection);
            connection.send();
        }
    }

    private long talk(long duration) throws IOException {
        long start = System.nanoTime();
        while (System.nanoTime() - start < duration) {
            selector.select(
                    key -> {
                        try {
                            ((Connection) key.attachment()).ready();
                        } catch (IOException e) {
                            throw new IllegalStateException("the server is gone", e);
                        }
                    },
                    1000);
        }
        return System.nanoTime() - start;
    }

    private String figures(double seconds) {
        int samples = Math.min(count, MOST_SAMPLES);
        Arrays.sort(nanos, 0, samples);
        return "{\"requests\": " + count / seconds + ", \"p99\": " + nanos[(int) (samples * 0.99)] / 1e3
                + ", \"count\": " + count + "}";
    }

    private final class Connection {

        private final SocketChannel channel;
        private int pending;
        private long sent;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send() throws IOException {
            pending = request.capacity();
            sent = System.nanoTime();
            ByteBuffer view = request.duplicate();
            while (view.hasRemaining()) {
                channel.write(view); // at most 16 KiB, which the kernel takes
            }
        }

        void ready() throws IOException {
            incoming.clear();
            int read = channel.read(incoming);
            if (read < 0) {
                throw new IOException("the connection was closed");
            }
            pending -= read;
            if (pending == 0) {
                nanos[count++ % MOST_SAMPLES] = (int) (System.nanoTime() - sent);
                send();
            }
        }
    }
}
