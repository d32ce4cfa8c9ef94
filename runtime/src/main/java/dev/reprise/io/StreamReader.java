package dev.reprise.io;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that arrive, for a task to read: {@code asyncio.StreamReader}.
 *
 * <p>A read that is satisfied by what has arrived does not wait. A read takes its bytes in the step in which it returns, so
 * a cancelled one has taken none, and the next goes on where it would have. There is one read at a time: another one that
 * begins while one waits throws an {@link IllegalStateException}.
 *
 * <p>While more than twice the limit has arrived and nobody reads, the connection is kept from reading more, until the limit
 * is left or a read waits for more. After {@link #setException} each read throws that.
 *
 * <p>The buffers that reads return are the caller's. Of the loop's thread.
 */
public final class StreamReader {

    /** How many bytes {@link #readUntil} may return if nothing else was said: 64 KiB. */
    public static final int DEFAULT_LIMIT = StreamLimit.DEFAULT;

    /** For reads that want new bytes among the unread ones. */
    private static final ByteBuffer NO_ROOM = ByteBuffer.allocate(0);

    /** What a read to the end of the input waits for. */
    private static final int ALL = Integer.MAX_VALUE;

    private final EventLoop loop;
    private final int limit;

    private final UnreadBytes unread = new UnreadBytes();

    private boolean eof;
    private @Nullable Throwable failure;

    /** What the one read that is under way waits for, also after it was woken, until it goes on. */
    private @Nullable Promise<Void> arrival;

    /** How many bytes must be there to wake it; without such a read, 0. */
    private int wanted;

    /** Whether it is to be woken by whatever comes, and then takes that from the transport itself, if it may. */
    private boolean pulls;

    private @Nullable Transport transport;
    private boolean paused;

    /** Makes a reader of the running loop with {@link #DEFAULT_LIMIT}. */
    public StreamReader() {
        this(EventLoop.current(), DEFAULT_LIMIT);
    }

    /**
     * Makes a reader that is fed by hand, or by the connection that it is given to.
     *
     * @param limit how many bytes may come before a separator
     * @throws IllegalArgumentException if the limit is not positive
     */
    public StreamReader(EventLoop loop, int limit) {
        this.loop = Objects.requireNonNull(loop, "loop");
        this.limit = StreamLimit.require(limit);
    }

    // ---------------------------------------------------------------------------------------------------------- feed

    /** Sets whom to pause; null if the connection is lost. */
    void setTransport(@Nullable Transport transport) {
        this.transport = transport;
        paused = false;
    }

    /**
     * Adds bytes to those that have arrived: all that remain in {@code data}, which are copied: {@code feed_data}.
     *
     * @throws IllegalStateException after {@link #feedEof}
     */
    public void feedData(ByteBuffer data) {
        if (eof) {
            throw new IllegalStateException("feedData was called after feedEof on " + this);
        }
        if (!data.hasRemaining()) {
            return;
        }
        unread.add(data, wanted == ALL ? 0 : wanted, 2L * limit);
        if (unread.size() >= wanted) {
            wake();
        }
        if (!paused && transport != null && unread.size() > Math.max(2L * limit, wanted)) {
            paused = true;
            transport.pauseReading();
        }
    }

    /**
     * Tells that the transport has something; see {@link PullingProtocol#readable}. Who was woken and has not come yet may never
     * come: his coroutine may have been dropped. Then the transport is to read, and nothing is asked for ever.
     */
    boolean readable() {
        return pulls && arrival != null && arrival.trySetResult(null);
    }

    /** Says that nothing more arrives: {@code feed_eof}. */
    public void feedEof() {
        eof = true;
        wake();
    }

    /** Makes the read that waits and all later ones throw: {@code set_exception}. What has arrived cannot be read any more. */
    public void setException(Throwable failure) {
        this.failure = Objects.requireNonNull(failure, "failure");
        wake();
    }

    /** Returns what {@link #setException} has set: {@code exception}. */
    public @Nullable Throwable exception() {
        return failure;
    }

    /** Tells whether the input has ended and all of it was read: {@code at_eof}. */
    public boolean atEof() {
        return eof && unread.isEmpty();
    }

    private void wake() {
        if (arrival != null) {
            arrival.trySetResult(null);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- read

    /**
     * Waits until something has arrived, and returns as much of it as {@code max} allows: {@code read}. Empty only at the end
     * of the input, or if {@code max} is 0.
     *
     * @throws IllegalArgumentException if {@code max} is negative
     * @throws IOException if the connection has failed
     */
    @Async
    public Coroutine<ByteBuffer> read(int max) throws IOException {
        begin("read", max);
        while (max > 0 && unread.isEmpty() && !eof) {
            await(new Arrival("read", 1, true));
            pull(NO_ROOM);
        }
        return Coroutine.of(take(Math.min(max, unread.size())));
    }

    /**
     * Waits until something has arrived, and moves as much of it to {@code into} as there is room for: for what hands much on.
     * No buffer is made for it, and where it has to wait, the bytes come from the connection without detours. They are put there
     * in the step in which it returns; so the tasks of a loop may share a buffer, if each is done with it, and has cleared it,
     * before it waits for anything.
     *
     * @return how many bytes; -1 at the end of the input
     * @throws IllegalArgumentException if {@code into} is read-only
     * @throws IOException as {@link #read(int)}
     */
    @Async
    public Coroutine<Integer> read(ByteBuffer into) throws IOException {
        begin("read", 0);
        if (into.isReadOnly()) {
            throw new IllegalArgumentException("read cannot put bytes into a read-only buffer: " + into);
        }
        int count = 0;
        while (count == 0 && into.hasRemaining() && unread.isEmpty() && !eof) {
            await(new Arrival("read", 1, true));
            count = unread.isEmpty() ? pull(into) : 0;
        }
        if (count == 0) {
            count = unread.takeInto(into);
            goOnReading();
        }
        return Coroutine.of(count == 0 && into.hasRemaining() ? -1 : count);
    }

    /** After a wait that pulls: takes what the transport has, if that can be; what does not fit is added to the unread bytes. */
    private int pull(ByteBuffer into) {
        return !eof && transport instanceof PulledTransport pulled ? pulled.pull(into) : 0;
    }

    /**
     * Waits for the end of the input, and returns all that comes before it, of any length: {@code read(-1)}.
     *
     * @throws IOException as {@link #read(int)}
     */
    @Async
    public Coroutine<ByteBuffer> read() throws IOException {
        begin("read", 0);
        while (!eof) {
            await(new Arrival("read", ALL));
        }
        return Coroutine.of(take(unread.size()));
    }

    /**
     * Waits for {@code count} bytes, which may be more than the limit, and returns them: {@code readexactly}.
     *
     * @throws IncompleteReadException if the input ends before
     * @throws IllegalArgumentException if {@code count} is negative
     * @throws IOException as {@link #read(int)}
     */
    @Async
    public Coroutine<ByteBuffer> readExactly(int count) throws IOException {
        begin("readExactly", count);
        while (unread.size() < count) {
            if (eof) {
                throw IncompleteReadException.exactly(take(unread.size()), count);
            }
            await(new Arrival("readExactly", count));
        }
        return Coroutine.of(take(count));
    }

    /**
     * Waits for the next line feed, and returns what comes before it and the line feed itself: {@code readline}. At the end of
     * the input the rest, without one; then empty.
     *
     * @throws IOException as {@link #read(int)}, and if the line is longer than the limit, not counting the line feed; what has
     *     arrived of that line is dropped, and the cause is a {@link LimitOverrunException}
     */
    public Coroutine<ByteBuffer> readLine() throws IOException {
        return readTo(Separators.LINE_FEED, true);
    }

    /**
     * Waits for one of {@code separators}, and returns what comes before it and the separator itself: {@code readuntil}. Of
     * several, that which ends first counts. The separators are looked at in the first step.
     *
     * @throws LimitOverrunException if more bytes come before the separator than the limit; they are left in the reader
     * @throws IncompleteReadException if the input ends before a separator
     * @throws IllegalArgumentException if there is no separator or one is empty
     * @throws IOException as {@link #read(int)}
     */
    @Async
    public Coroutine<ByteBuffer> readUntil(ByteBuffer... separators) throws IOException {
        return readTo(Separators.of(separators), false);
    }

    @Async
    private Coroutine<ByteBuffer> readTo(Separators separators, boolean isLine) throws IOException {
        String operation = isLine ? "readLine" : "readUntil";
        begin(operation, 0);
        int searched = 0; // no separator begins in as many bytes
        int found;
        while ((found = unread.firstEnd(separators, searched)) < 0) {
            searched = Math.max(0, unread.size() + 1 - separators.longest());
            if (searched > limit) {
                throw overrun(isLine, "no separator within the first " + searched + " bytes", searched, unread.size());
            }
            if (eof) {
                if (isLine) {
                    return Coroutine.of(take(unread.size()));
                }
                throw IncompleteReadException.until(take(unread.size()));
            }
            await(new Arrival(operation, unread.size() + 1, true));
            pull(NO_ROOM);
        }
        int before = unread.lengthBefore(separators, found);
        if (before > limit) {
            throw overrun(isLine, "a separator, but after " + before + " bytes", before, found);
        }
        return Coroutine.of(take(found));
    }

    private IOException overrun(boolean isLine, String what, int consumed, int line) {
        LimitOverrunException overrun = new LimitOverrunException(
                "there is " + what + ", and the limit of the reader is " + limit
                        + ": take them by read(...), or make the connection with a higher limit",
                consumed);
        if (!isLine) {
            return overrun;
        }
        take(line);
        return new IOException(
                "a line is longer than the limit of the reader, " + limit
                        + " bytes, and was dropped: make the connection with a higher limit",
                overrun);
    }

    /**
     * Returns the lines to the end of the input, read as UTF-8, without the line feed and a carriage return before it: {@code
     * async for line in reader}.
     *
     * @throws IOException in the await of an element, as {@link #readLine}
     */
    @Async
    public AsyncGenerator<String> lines() throws IOException {
        ByteBuffer line = await(readLine());
        while (line.hasRemaining()) {
            emit(withoutTerminator(line));
            line = await(readLine());
        }
        return AsyncGenerator.done();
    }

    private static String withoutTerminator(ByteBuffer line) {
        int length = line.limit();
        if (line.get(length - 1) == '\n') {
            length--;
            if (length > 0 && line.get(length - 1) == '\r') {
                length--;
            }
        }
        return Bytes.text(line.limit(length));
    }

    private void begin(String operation, int count) {
        if (count < 0) {
            throw new IllegalArgumentException(operation + " cannot return " + count + " bytes: ask for 0 or more");
        }
        if (arrival != null) {
            throw new IllegalStateException(operation + " was called while another read of " + this
                    + " waits for bytes: let one task read at a time");
        }
        requireSound();
    }

    /** Throws what {@link #setException} has set. */
    void requireSound() {
        if (failure != null) {
            throw Sneaky.raise(failure);
        }
    }

    /** Hands out all that has arrived and was not read: for TLS, which begins with it. */
    ByteBuffer takeAll() {
        return take(unread.size());
    }

    private ByteBuffer take(int count) {
        ByteBuffer taken = unread.take(count);
        goOnReading();
        return taken;
    }

    private void goOnReading() {
        if (paused && unread.size() <= limit) {
            resume();
        }
    }

    private void resume() {
        if (paused && transport != null) {
            paused = false;
            transport.resumeReading();
        }
    }

    /**
     * One wait for bytes. Who awaits it looks for itself what there is, and may have to wait again.
     */
    private final class Arrival extends Coroutine<Void> {

        private final String operation;
        private final int count;
        private final boolean pulling;

        Arrival(String operation, int count) {
            this(operation, count, false);
        }

        Arrival(String operation, int count, boolean pulling) {
            this.operation = operation;
            this.count = count;
            this.pulling = pulling;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no value but null
        protected boolean step(int point) {
            if (point == 0) {
                requireSound();
                begin();
                return suspendAt(1, arrival);
            }
            arrival = null;
            wanted = 0;
            pulls = false;
            received();
            return returns(null);
        }

        private void begin() {
            arrival = loop.createPromise();
            wanted = count;
            pulls = pulling;
            resume(); // what is wanted may be more than that at which reading was paused
        }

        @Override
        protected String name() {
            return "StreamReader." + operation;
        }
    }

    /** Describes what it holds and what it is doing. */
    @Override
    public String toString() {
        return "<StreamReader" + (unread.isEmpty() ? "" : " " + unread.size() + " bytes") + (eof ? ", eof" : "")
                + (limit == DEFAULT_LIMIT ? "" : ", limit " + limit) + (arrival == null ? "" : ", waiting")
                + (failure == null ? "" : ", " + failure) + (transport == null ? "" : ", " + transport)
                + (paused ? ", paused" : "") + ">";
    }
}
