package dev.reprise;

import dev.reprise.internal.BodyNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the coroutines that were made and never started, which is nearly always a forgotten await: Python's warning
 * "coroutine was never awaited", with its origin tracking.
 *
 * <p>It sees the coroutines of {@link Async} methods, and {@link SingleWait}s, that are made on a thread between {@link
 * #begin} and {@link #end}. A tracker may be begun again, also on another thread, but belongs to one thread at a time. It
 * costs a walk of some stack frames for each coroutine; where no tracker is active, one read of a field.
 *
 * <p>It holds what has not started, and at most as much again of what has.
 */
public final class CoroutineTracker {

    private static final int SMALLEST_SWEEP = 64;

    /** The frames between the tracker and the caller: this class, two constructors, and the method that was called. */
    private static final int OWN_FRAMES = 5;

    /** Its methods only call others. A name, since nothing here may use the class. */
    private static final String FACADE = "dev.reprise.Reprise";

    private static final StackWalker WALKER = StackWalker.getInstance();

    private static final ThreadLocal<@Nullable CoroutineTracker> CURRENT = new ThreadLocal<>();

    /**
     * Whether any thread has a tracker. Plain, for the sake of who only reads it: a thread with a tracker has written true
     * itself, and what others write after that is true as well.
     */
    static boolean active;

    /** How many scopes are open; guarded by the class. */
    private static int open;

    /**
     * A coroutine that was never started.
     *
     * @param coroutine the coroutine
     * @param method the method that it runs, at its first line
     * @param origin where that was called; absent if the call is no frame of the stack
     */
    public record NeverStarted(
            Coroutine<?> coroutine, Optional<StackTraceElement> method, Optional<StackTraceElement> origin) {}

    private record Made(Coroutine<?> coroutine, StackWalker.@Nullable StackFrame origin) {}

    private List<Made> made = new ArrayList<>();

    private int sweepAt = SMALLEST_SWEEP;

    /** Where it is active, and what was so before; null while it is not. */
    private @Nullable Thread thread;

    private @Nullable CoroutineTracker outer;

    /** Makes one that has seen nothing. */
    public CoroutineTracker() {}

    /**
     * Begins to track on this thread, in place of any other tracker.
     *
     * @throws IllegalStateException if it has begun and not ended
     */
    public void begin() {
        if (thread != null) {
            throw new IllegalStateException("the tracker is active on thread " + thread.getName() + ": end it there");
        }
        thread = Thread.currentThread();
        outer = CURRENT.get();
        CURRENT.set(this);
        count(1);
    }

    /**
     * Ends what {@link #begin} began, on the same thread; the tracker that was active before is so again.
     *
     * @throws IllegalStateException if it is not the one that is active on this thread
     */
    public void end() {
        if (CURRENT.get() != this) {
            throw new IllegalStateException("the tracker is not the one that is active on thread "
                    + Thread.currentThread().getName());
        }
        count(-1);
        CURRENT.set(outer);
        outer = null;
        thread = null;
    }

    private static synchronized void count(int change) {
        open += change;
        active = open > 0;
    }

    /** Returns what was made and has not been started, awaited or closed until now, the oldest first. */
    public List<NeverStarted> neverStarted() {
        sweep();
        return made.stream()
                .map(entry -> new NeverStarted(
                        entry.coroutine(),
                        Optional.ofNullable(entry.coroutine().locate(Coroutine.CREATED)),
                        Optional.ofNullable(entry.origin()).map(CoroutineTracker::asInTheSource)))
                .toList();
    }

    /** Names the method of which a rewritten body was made. */
    private static StackTraceElement asInTheSource(StackWalker.StackFrame frame) {
        String method = Objects.requireNonNullElse(BodyNames.methodOf(frame.getMethodName()), frame.getMethodName());
        return new StackTraceElement(frame.getClassName(), method, frame.getFileName(), frame.getLineNumber());
    }

    int held() {
        return made.size();
    }

    /** Called by the constructors of frames and pauses while any tracker is active. */
    static void register(Coroutine<?> coroutine) {
        CoroutineTracker tracker = CURRENT.get();
        if (tracker != null) {
            tracker.add(coroutine);
        }
    }

    private void add(Coroutine<?> coroutine) {
        if (made.size() >= sweepAt) {
            sweep();
            sweepAt = Math.max(SMALLEST_SWEEP, 2 * made.size());
        }
        StackWalker.StackFrame origin = WALKER.walk(frames -> frames.skip(OWN_FRAMES)
                .filter(frame -> !frame.getClassName().equals(FACADE))
                .findFirst()
                .orElse(null));
        made.add(new Made(coroutine, origin));
    }

    private void sweep() {
        made = new ArrayList<>(made.stream()
                .filter(entry -> entry.coroutine().state == Coroutine.CREATED)
                .toList());
    }
}
