package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.scope.CancelScope;
import dev.reprise.sync.Lock;
import dev.reprise.task.BlockingCallable;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Threads;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Executor;

/**
 * An open file whose operations do not block the loop: what {@code trio.open_file} and aiofiles return. {@link
 * AsyncFiles#open} opens it.
 *
 * <pre>{@code
 * try (AsyncFile file = await(AsyncFiles.open(path, StandardOpenOption.READ))) {
 *     ByteBuffer header = ByteBuffer.allocate(16);
 *     await(file.read(header));
 * }
 * }</pre>
 *
 * <p>Each operation runs on a thread of the loop's default executor. Operations that overlap run one after the other, in the
 * order in which they were awaited. A buffer belongs to the operation until that has ended.
 *
 * <p>As in trio, a cancellation does not cut short an operation that has begun: it is held back until that has ended, and the
 * file stays usable, in a {@code finally} block for example. So nothing happens to the file, or to a buffer, behind the back
 * of a task that was cancelled. What is no regular file, such as a FIFO or a terminal, may keep an operation waiting for ever:
 * there each operation has a thread of its own, which a cancellation interrupts, and that closes the file, as it does with
 * every {@link FileChannel}.
 *
 * <p>It belongs to the loop's thread.
 */
public final class AsyncFile implements AutoCloseable {

    /** What {@link #transferTo} evaluates to where the file has no more bytes. */
    static final long AT_END = -1;

    /**
     * Threads that can be interrupted: a virtual one does not come back from a read, and the call that interrupts it, which
     * would be the loop's, waits for that.
     */
    private static final Executor INTERRUPTIBLE = work -> {
        Thread thread = new Thread(work, "reprise-file");
        thread.setDaemon(true);
        thread.start();
    };

    /** How much of a file is read between two looks at whether that was cancelled. */
    private static final int PART = 1024 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final boolean regular;
    private final Lock turns = new Lock();

    private AsyncFile(Path path, FileChannel channel, boolean regular) {
        this.path = path;
        this.channel = channel;
        this.regular = regular;
    }

    /** Opens a file, on the thread that calls this. */
    static AsyncFile openBlocking(Path path, Set<? extends OpenOption> options) throws IOException {
        FileChannel channel = FileChannel.open(path, options);
        return new AsyncFile(path, channel, Files.isRegularFile(path));
    }

    /** Returns the path that it was opened by. */
    public Path path() {
        return path;
    }

    // ------------------------------------------------------------------------------------------------- read and write

    /**
     * Reads from the position on, until {@code into} is full or the file ends, and evaluates to how many bytes that were: -1
     * if it was at the end already. A FIFO or a terminal may give less.
     */
    @Async
    public Coroutine<Integer> read(ByteBuffer into) throws IOException {
        return inTurn(() -> FileBlocks.read(channel, into));
    }

    /**
     * Reads all from the position on. It takes turns after a bounded number of bytes, at which it can be cancelled.
     *
     * @throws IOException in the await, also if there are more bytes than a buffer can hold
     */
    @Async
    Coroutine<ByteBuffer> readRest() throws IOException {
        // One byte more finds the end without growing. The size is a hint: that of files in /proc is 0.
        ByteBuffer content = allocate(await(size()) + 1);
        int end = 0;
        while (end >= 0) {
            if (!content.hasRemaining()) {
                content = allocate(Math.max(FileBlocks.SIZE, 2L * content.capacity()))
                        .put(content.flip());
            }
            ByteBuffer part = content.duplicate();
            part.limit(part.position() + Math.min(PART, part.remaining()));
            end = await(read(part));
            content.position(part.position());
        }
        return Coroutine.of(content.flip());
    }

    private ByteBuffer allocate(long bytes) throws IOException {
        if (bytes > Integer.MAX_VALUE - 8) {
            throw new IOException(
                    path + " has more bytes than a buffer can hold: read it in parts, by AsyncFiles.open or lines");
        }
        return ByteBuffer.allocate((int) bytes);
    }

    /** Writes all that remains in {@code data}, at the position, or at the end if the file was opened to append. */
    @Async
    public Coroutine<Void> write(ByteBuffer data) throws IOException {
        await(inTurn(() -> {
            FileBlocks.write(channel, data);
            return path;
        }));
        return Coroutine.done();
    }

    /** Writes a part of this to a channel, and evaluates to the number of bytes that it took, or {@link #AT_END}. */
    @Async
    Coroutine<Long> transferTo(long from, long count, WritableByteChannel target) throws IOException {
        return inTurn(() -> {
            long taken = channel.transferTo(from, count, target);
            return taken == 0 && from >= channel.size() ? AT_END : taken;
        });
    }

    // ----------------------------------------------------------------------------------------------- position and size

    /** Evaluates to the position, in bytes, at which the next read or write begins: {@code tell}. */
    @Async
    public Coroutine<Long> position() throws IOException {
        return inTurn(channel::position);
    }

    /** Moves to a position, in bytes from the beginning; it may be beyond the end: {@code seek}. */
    @Async
    public Coroutine<Void> position(long newPosition) throws IOException {
        await(inTurn(() -> channel.position(newPosition)));
        return Coroutine.done();
    }

    /** Evaluates to the size in bytes. */
    @Async
    public Coroutine<Long> size() throws IOException {
        return inTurn(channel::size);
    }

    /** Cuts the file off after {@code size} bytes; one that is shorter stays as it is. */
    @Async
    public Coroutine<Void> truncate(long size) throws IOException {
        await(inTurn(() -> channel.truncate(size)));
        return Coroutine.done();
    }

    /**
     * Waits until all that was written is on the device: {@code os.fsync}.
     *
     * @param metaData whether that includes what the file system keeps about the file, such as its times
     */
    @Async
    public Coroutine<Void> force(boolean metaData) throws IOException {
        await(inTurn(() -> {
            channel.force(metaData);
            return path;
        }));
        return Coroutine.done();
    }

    @Async
    private <T> Coroutine<T> inTurn(BlockingCallable<T, IOException> work) throws IOException {
        await(turns.acquire());
        try {
            if (regular) {
                return Coroutine.of(await(CancelScope.shielded(() -> Threads.toThread(work))));
            }
            return Coroutine.of(await(EventLoop.current().runInExecutor(INTERRUPTIBLE, work::call)));
        } catch (CancelledError cancelled) {
            close(); // the interrupt may have come too late to do it: the same in all cases
            throw cancelled;
        } finally {
            turns.release();
        }
    }

    // ---------------------------------------------------------------------------------------------------------- close

    /**
     * Closes the file, at once; an operation that is under way in another task fails with an {@link
     * java.nio.channels.AsynchronousCloseException}. May be called twice. It does not wait for the device: {@link #force}
     * does.
     */
    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Tells whether it is open. */
    public boolean isOpen() {
        return channel.isOpen();
    }

    @Override
    public String toString() {
        return "<AsyncFile " + path + (isOpen() ? " open" : " closed") + ">";
    }
}
