package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Serving;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Plain NIO: one selector, one buffer for all connections. */
public final class Echo implements Serving {

    private static final int BACKLOG = 1024;

    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(64 * 1024);

    /** Takes what the client is told too; a server has no use for it. */
    public Echo(int connections, int bytes) throws IOException {
        selector = Selector.open();
    }

    @Override
    public void serve(IntConsumer listening) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        listening.accept(server.socket().getLocalPort());
        while (true) {
            selector.select(key -> {
                try {
                    if (key.isAcceptable()) {
                        accept(server);
                    } else {
                        ((Connection) key.attachment()).ready();
                    }
                } catch (IOException clientIsGone) {
                    key.cancel();
                }
            });
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        SocketChannel channel = server.accept();
        if (channel != null) {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Connection connection = new Connection(channel);
            connection.key = channel.register(selector, SelectionKey.OP_READ, connection);
        }
    }

    private final class Connection {

        private final SocketChannel channel;

        @Nullable
        SelectionKey key;

        /** What the kernel has not taken; it is read on when that is gone. */
        private @Nullable ByteBuffer unsent;

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void ready() throws IOException {
            if (unsent == null) {
                buffer.clear();
                if (channel.read(buffer) < 0) {
                    channel.close();
                    return;
                }
                buffer.flip();
                channel.write(buffer);
                if (buffer.hasRemaining()) {
                    unsent = ByteBuffer.allocate(buffer.remaining()).put(buffer).flip();
                    watch(SelectionKey.OP_WRITE);
                }
            } else {
                channel.write(unsent);
                if (!unsent.hasRemaining()) {
                    unsent = null;
                    watch(SelectionKey.OP_READ);
                }
            }
        }

        private void watch(int operations) {
            if (key != null) {
                key.interestOps(operations);
            }
        }
    }
}
