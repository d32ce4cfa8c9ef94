package dev.reprise.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a {@link ReadPipe}. It reads one block for each permit, and tells of it; the block is the listener's until it
 * gives the next permit.
 */
final class BlockReader {

    /** Is told on the thread of this. */
    interface Listener {

        /**
         * Is told of what came: a block, or an end, which is a failure unless that is null.
         *
         * @return whether anybody wants more
         */
        boolean received(@Nullable ByteBuffer block, @Nullable IOException failure);
    }

    private final InputStream input;
    private final byte[] block = new byte[Pipe.BLOCK];
    private final Semaphore permits = new Semaphore(0);
    private final Semaphore locked = new Semaphore(0);

    /** Set before the first permit. */
    private @Nullable Listener listener;

    private volatile boolean abandoned;

    private BlockReader(InputStream input) {
        this.input = input;
    }

    /**
     * Starts a thread, and waits until the stream is its own. At the exit of a process the JVM takes what is in its pipes, and
     * closes them, although another process may have inherited the other end and still write there: it cannot while the thread
     * holds the lock of the stream. So this is called as soon as the process was started.
     */
    static BlockReader start(InputStream input, String name) {
        BlockReader reader = new BlockReader(input);
        Pipe.startThread(reader::readAll, name);
        reader.locked.acquireUninterruptibly();
        return reader;
    }

    private void readAll() {
        synchronized (input) {
            locked.release();
            try {
                while (awaitPermit() && readBlock()) {}
            } finally {
                Pipe.closeQuietly(input);
            }
        }
    }

    private boolean awaitPermit() {
        permits.acquireUninterruptibly();
        return !abandoned && listener != null;
    }

    @SuppressWarnings("NullAway") // there is a listener where there is a permit
    private boolean readBlock() {
        try {
            int count = input.read(block);
            return listener.received(count < 0 ? null : ByteBuffer.wrap(block, 0, count), null) && count >= 0;
        } catch (IOException failure) {
            return listener.received(null, failure);
        }
    }

    /** Says who is told of what comes. */
    void listen(Listener to) {
        listener = to;
    }

    /** Lets the thread read one block. */
    void readOne() {
        permits.release();
    }

    /** Ends the thread when it is back from its read. */
    void abandon() {
        abandoned = true;
        permits.release();
    }
}
