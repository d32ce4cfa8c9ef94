package dev.reprise.io;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A UDP socket that gives the datagrams that a test has put in, and takes as many as the test lets it take. */
final class FakeDatagramChannel extends DatagramChannel {

    static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    static final InetSocketAddress THERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 2);

    private final Deque<String> input = new ArrayDeque<>();

    /** What was sent: the text and where to. */
    final List<String> sent = new ArrayList<>();

    /** How many datagrams are taken yet. */
    int room = Integer.MAX_VALUE;

    /** What the next call throws. */
    @Nullable
    IOException broken;

    FakeDatagramChannel() {
        super(SelectorProvider.provider());
    }

    void give(String text) {
        input.add(text);
    }

    private void breakIfBroken() throws IOException {
        IOException failure = broken;
        if (failure != null) {
            broken = null;
            throw failure;
        }
    }

    @Override
    @SuppressWarnings("NullAway") // the JDK is not annotated: null is for nothing there
    public SocketAddress receive(ByteBuffer target) throws IOException {
        breakIfBroken();
        String next = input.poll();
        if (next == null) {
            return null;
        }
        target.put(Bytes.utf8(next));
        return THERE;
    }

    @Override
    public int send(ByteBuffer data, SocketAddress target) throws IOException {
        breakIfBroken();
        if (room == 0) {
            return 0;
        }
        room--;
        int count = data.remaining();
        sent.add(Bytes.text(data) + " to " + ((InetSocketAddress) target).getPort());
        data.position(data.limit());
        return count;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return HERE;
    }

    @Override
    public boolean isConnected() {
        return false;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    // -------------------------------------------------------------------------------- what no transport has a use for

    @Override
    public DatagramChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> DatagramChannel setOption(SocketOption<T> name, T value) {
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
    public DatagramSocket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel connect(SocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public DatagramChannel disconnect() {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketAddress getRemoteAddress() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer into) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int write(ByteBuffer data) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] data, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface network) {
        throw new UnsupportedOperationException();
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface network, InetAddress source) {
        throw new UnsupportedOperationException();
    }
}
