package dev.reprise.io;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.SelectorProvider;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A connected channel that gives what a test has put in, and takes as much as the test lets it take. */
final class FakeChannel extends SocketChannel {

    private static final InetSocketAddress NOWHERE = new InetSocketAddress(1);

    /** What the next reads give: bytes, an empty buffer for the end. */
    private final Deque<ByteBuffer> input = new ArrayDeque<>();

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();

    /** How many bytes the writes take yet. */
    int room = Integer.MAX_VALUE;

    /** What the last read that gave bytes was to fill. */
    @Nullable
    ByteBuffer lastRead;

    /** How often something was written, or was to be. */
    int writes;

    /** How many buffers the last write was given. */
    int gathered;

    boolean outputShut;

    /** What the next call throws. */
    @Nullable
    IOException broken;

    FakeChannel() {
        super(SelectorProvider.provider());
    }

    void give(String text) {
        input.add(ByteBuffer.wrap(text.getBytes(UTF_8)));
    }

    void giveEnd() {
        input.add(ByteBuffer.allocate(0));
    }

    byte[] written() {
        return output.toByteArray();
    }

    String writtenText() {
        return output.toString(UTF_8);
    }

    private void breakIfBroken() throws IOException {
        if (broken != null) {
            throw broken;
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        breakIfBroken();
        ByteBuffer next = input.poll();
        if (next == null) {
            return 0;
        }
        if (!next.hasRemaining()) {
            return -1;
        }
        lastRead = into;
        int count = Math.min(next.remaining(), into.remaining());
        into.put(next.slice(next.position(), count));
        next.position(next.position() + count);
        if (next.hasRemaining()) {
            input.addFirst(next);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer data) throws IOException {
        return (int) write(new ByteBuffer[] {data}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] data, int offset, int length) throws IOException {
        writes++;
        gathered = length;
        breakIfBroken();
        long taken = 0;
        for (int i = offset; i < offset + length; i++) {
            while (room > 0 && data[i].hasRemaining()) {
                output.write(data[i].get());
                room--;
                taken++;
            }
        }
        return taken;
    }

    @Override
    public SocketChannel shutdownOutput() {
        outputShut = true;
        return this;
    }

    @Override
    public SocketAddress getRemoteAddress() {
        return NOWHERE;
    }

    @Override
    public SocketAddress getLocalAddress() {
        return NOWHERE;
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    // -------------------------------------------------------------------------------- what no transport has a use for

    @Override
    public long read(ByteBuffer[] into, int offset, int length) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SocketChannel bind(SocketAddress local) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) {
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
    public SocketChannel shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Socket socket() {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isConnected() {
        return true;
    }

    @Override
    public boolean isConnectionPending() {
        return false;
    }

    @Override
    public boolean connect(SocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean finishConnect() {
        throw new UnsupportedOperationException();
    }
}
