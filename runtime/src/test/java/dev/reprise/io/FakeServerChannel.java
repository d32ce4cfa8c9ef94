package dev.reprise.io;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A listening channel at which those connections wait that a test has put there. */
final class FakeServerChannel extends ServerSocketChannel {

    final Deque<FakeChannel> waiting = new ArrayDeque<>();

    /** How often a connection was asked for. */
    int accepts;

    /** What each accept throws. */
    @Nullable
    IOException refused;

    FakeServerChannel() {
        super(SelectorProvider.provider());
    }

    void connect(int count) {
        for (int i = 0; i < count; i++) {
            waiting.add(new FakeChannel());
        }
    }

    @Override
    public @Nullable SocketChannel accept() throws IOException {
        accepts++;
        if (refused != null) {
            throw refused;
        }
        return waiting.poll();
    }

    @Override
    public SocketAddress getLocalAddress() {
        return new InetSocketAddress(1);
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    // --------------------------------------------------------------------------------- what no listener has a use for

    @Override
    public ServerSocketChannel bind(SocketAddress local, int backlog) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> T getOption(SocketOption<T> name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
        return Set.of();
    }

    @Override
    public ServerSocket socket() {
        throw new UnsupportedOperationException();
    }
}
