package dev.reprise.it.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** The echo as a loop around a selector: what it costs without any library. It serves peers that behave. */
final class PlainEchoServer implements EchoServer {

    private final ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16);
    private final Selector selector;
    private final Thread thread = new Thread(this::run, "server");
    private final CountDownLatch idle = new CountDownLatch(1);

    private volatile boolean stopped;
    private int open;

    PlainEchoServer() {
        try {
            selector = Selector.open();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public int start() throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open();
        listening.configureBlocking(false);
        listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4_096);
        listening.register(selector, SelectionKey.OP_ACCEPT);
        thread.setDaemon(true);
        thread.start();
        return listening.socket().getLocalPort();
    }

    private void run() {
        try {
            while (!stopped) {
                selector.select(this::ready);
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else {
                echo((SocketChannel) key.channel());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void accept(ServerSocketChannel listening) throws IOException {
        SocketChannel channel = listening.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ);
        open++;
    }

    private void echo(SocketChannel channel) throws IOException {
        buffer.clear();
        if (channel.read(buffer) < 0) {
            channel.close();
            open--;
            if (open == 0) {
                idle.countDown();
            }
            return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    @Override
    public State counts() {
        return new State(Map.of());
    }

    @Override
    public void awaitIdle() throws InterruptedException {
        idle.await();
    }

    @Override
    public void stop() throws InterruptedException {
        stopped = true;
        selector.wakeup();
        thread.join();
    }
}
