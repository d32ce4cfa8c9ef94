package dev.reprise.it.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;

/** A client that sends messages, one after the other, and checks each byte of the answers. */
abstract class EchoPeer extends Clients.Peer {

    /** All send parts of this, each its own. */
    private static final ByteBuffer BYTES = bytes((1 << 16) + 1);

    final Clients clients;

    /** Where in BYTES it begins. */
    private final int offset;

    /** How much was sent and received, and is to be, since the connection was opened. */
    long sent;

    long received;
    private long target;

    private int length;
    private long begun;

    EchoPeer(Clients clients, int offset) {
        this.clients = clients;
        this.offset = offset;
    }

    private static ByteBuffer bytes(int size) {
        byte[] bytes = new byte[size];
        new SplittableRandom(1).nextBytes(bytes);
        return ByteBuffer.allocateDirect(size).put(bytes).flip();
    }

    /** Has the operating system keep little for a peer that does not read, so that it is the server that has to. */
    static void receiveLittle(SocketChannel channel) throws IOException {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 1 << 14);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 14);
    }

    /** Sends a message; {@link #answered} is called when it has come back. */
    final void send(int length) throws IOException {
        this.length = length;
        begun = System.nanoTime();
        target = sent + length;
        writable();
    }

    /** Is called when a message has come back. */
    abstract void answered(long nanos, int length) throws IOException;

    /** Is called when a message is with the operating system. */
    void sentAll() throws IOException {}

    final boolean isAnswered() {
        return received == target;
    }

    /** Is called when the server sends nothing more. */
    void ended() throws IOException {
        throw new EOFException("the server has ended the connection after " + received + " of " + target + " bytes");
    }

    @Override
    final void writable() throws IOException {
        int written = 1;
        while (sent < target && written > 0) {
            written = channel().write(part(sent, target - sent));
            sent += written;
        }
        writing(sent < target);
        if (sent == target) {
            sentAll();
        }
    }

    @Override
    final void readable() throws IOException {
        ByteBuffer scratch = clients.scratch.clear();
        int count = channel().read(scratch);
        if (count < 0) {
            reading(false);
            ended();
            return;
        }
        check(scratch.flip());
        if (count > 0 && isAnswered()) {
            answered(System.nanoTime() - begun, length);
        }
    }

    private void check(ByteBuffer data) throws IOException {
        if (received + data.remaining() > sent) {
            throw new IOException("received more than was sent: " + received + " bytes and " + data.remaining());
        }
        while (data.hasRemaining()) {
            ByteBuffer expected = part(received, data.remaining());
            ByteBuffer came = data.slice(data.position(), expected.remaining());
            int wrong = expected.mismatch(came);
            if (wrong >= 0) {
                throw new IOException("received another byte than was sent, at " + (received + wrong));
            }
            received += came.remaining();
            data.position(data.position() + came.remaining());
        }
    }

    /** Returns what stands at a position of the stream, up to a length. */
    private ByteBuffer part(long position, long most) {
        int start = (int) ((offset + position) % BYTES.capacity());
        return BYTES.slice(start, (int) Math.min(BYTES.capacity() - start, most));
    }
}
