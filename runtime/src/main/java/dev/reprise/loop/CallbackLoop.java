package dev.reprise.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/*
 * The engine, and its principles:
 *
 *   1. One thread. While the loop runs, its thread alone may touch it; callSoonThreadsafe is the way in for all others.
 *   2. First come, first served. What a callback schedules runs after everything that was ready before it. What is ready
 *      when a pass begins is that pass; stop() takes effect at its end.
 *   3. Looking costs. The poller, the other threads' queue and the timers are looked at when nothing is ready, and once
 *      in LOOK_EVERY callbacks, so that they never starve; the clock is not read while no timer is set.
 *   4. A failure is its callback's own. It is reported and the loop goes on. What isFatal() names ends the run instead:
 *      it is thrown from runForever, and what was ready stays ready for another run.
 *
 * What a task is, and anything about files and sockets, does not belong here.
 */

/**
 * An event loop that knows callbacks and timers only. Programs use {@code dev.reprise.task.EventLoop}, which adds tasks.
 *
 * <p>A loop may be filled before it runs, by the thread that then runs it. While it runs, all methods but {@link
 * #callSoonThreadsafe} belong to its thread. Those that change the loop throw an {@link IllegalStateException} on another
 * one, and those that schedule also once it is closed.
 */
public class CallbackLoop implements AutoCloseable {

    /** How many callbacks run between two looks: looking may cost as much as ten callbacks do. */
    static final int LOOK_EVERY = 64;

    private static final ThreadLocal<@Nullable CallbackLoop> RUNNING = new ThreadLocal<>();

    private final Agenda agenda;

    private final ErrorReports errors = new ErrorReports();

    /** The thread that runs the loop, null between runs; written by that thread alone. */
    private volatile @Nullable Thread thread;

    private volatile boolean closed;

    private boolean stopping;

    private int untilLook = LOOK_EVERY;

    /** Makes a loop on the system's clock that waits by parking its thread. */
    public CallbackLoop() {
        this(Clock.system(), Poller.parking());
    }

    /** Makes a loop on a clock and a poller; both may be one {@link VirtualTime}. */
    public CallbackLoop(Clock clock, Poller poller) {
        agenda = new Agenda(clock, poller);
    }

    // ------------------------------------------------------------------------------------------------------ schedule

    /** Runs {@code callback} after all that is ready now: {@code call_soon}. */
    public final Handle callSoon(Runnable callback) {
        requireOwnThread("callSoon");
        Handle handle = new Handle(callback);
        enqueue(handle);
        return handle;
    }

    /** Runs {@code callback} soon, from any thread, and wakes the loop for it: {@code call_soon_threadsafe}. */
    public final Handle callSoonThreadsafe(Runnable callback) {
        requireOpen();
        Handle handle = new ThreadsafeHandle(callback);
        agenda.addFromAnyThread(handle);
        return handle;
    }

    /** Runs {@code callback} when {@code delay} has passed; soon if it is not positive: {@code call_later}. */
    public final TimerHandle callLater(Duration delay, Runnable callback) {
        requireOwnThread("callLater");
        return setTimer(agenda.deadlineAfter(delay), callback);
    }

    /**
     * Runs {@code callback} when {@link #time} reaches {@code loopTime}: {@code call_at}. Of the timers for one time, the
     * one that was set first runs first.
     */
    public final TimerHandle callAt(Duration loopTime, Runnable callback) {
        requireOwnThread("callAt");
        return setTimer(Nanos.of(loopTime), callback);
    }

    private TimerHandle setTimer(long deadline, Runnable callback) {
        requireOpen();
        TimerHandle timer = new TimerHandle(this, deadline, callback);
        agenda.add(timer);
        return timer;
    }

    final void drop(TimerHandle timer) {
        requireOwnThread("TimerHandle.cancel");
        agenda.remove(timer);
    }

    /** Returns the time since the loop was made: {@code time}. */
    public final Duration time() {
        return Duration.ofNanos(agenda.now());
    }

    /** Returns a new promise of this loop: {@code create_future}. */
    public final <T extends @Nullable Object> Promise<T> createPromise() {
        return new Promise<>(this);
    }

    /** Puts an entry at the end of the ready queue; the caller is on the loop's thread. */
    protected final void enqueue(Ready entry) {
        requireOpen();
        agenda.add(entry);
    }

    // ----------------------------------------------------------------------------------------------------------- run

    /**
     * Runs until {@link #stop} is called: {@code run_forever}. If it was called before, runs what is ready, once.
     *
     * <p>If the thread is interrupted, an {@link InterruptedException} ends the run (undeclared, as Python's {@code
     * KeyboardInterrupt}); the loop can be run again.
     *
     * @throws IllegalStateException if the loop is running or closed, or another loop is running on this thread
     */
    public final void runForever() {
        requireRunnable();
        thread = Thread.currentThread();
        RUNNING.set(this);
        try {
            do {
                runOnePass();
            } while (!stopping);
        } finally {
            stopping = false;
            thread = null;
            RUNNING.remove();
        }
    }

    private void runOnePass() {
        if (agenda.readyCount() == 0) {
            look(!stopping);
        }
        for (int left = agenda.readyCount(); left > 0; left--) {
            if (--untilLook <= 0) {
                look(false);
            }
            run(agenda.removeFirst());
        }
    }

    private void look(boolean mayWait) {
        untilLook = LOOK_EVERY;
        agenda.look(mayWait);
    }

    private void run(Ready entry) {
        try {
            entry.run();
        } catch (Throwable failure) {
            if (isFatal(failure)) {
                throw failure;
            }
            callExceptionHandler(new ErrorContext("unhandled exception in a callback", failure, entry));
        }
    }

    /** Ends the run after what is ready now; called before a run, ends that at once: {@code stop}. */
    public final void stop() {
        requireOwnThread("stop");
        stopping = true;
    }

    /** Tells whether the loop is running, on whatever thread: {@code is_running}. */
    public final boolean isRunning() {
        return thread != null;
    }

    /** Returns the loop that is running on this thread, or null. */
    protected static @Nullable CallbackLoop running() {
        return RUNNING.get();
    }

    /**
     * Closes the loop, for good; what is still scheduled is dropped: {@code close}. Does nothing if it is closed.
     *
     * @throws IllegalStateException if it is running
     */
    @Override
    public final void close() {
        if (isRunning()) {
            throw new IllegalStateException("a running loop cannot be closed: stop it, and close it after its run");
        }
        if (!closed) {
            closed = true;
            agenda.close();
        }
    }

    /** Tells whether {@link #close} was called: {@code is_closed}. */
    public final boolean isClosed() {
        return closed;
    }

    // -------------------------------------------------------------------------------------------------------- errors

    /**
     * Tells which errors end the run of a loop instead of being reported: a {@link VirtualMachineError}, after which
     * nothing can be relied on, and an {@link InterruptedException}, by which somebody asked the loop's thread to end.
     */
    public static boolean isFatal(Throwable error) {
        return error instanceof VirtualMachineError || error instanceof InterruptedException;
    }

    /** Sets what is called for exceptions nobody else can catch; null for the default: {@code set_exception_handler}. */
    public final void setExceptionHandler(@Nullable ExceptionHandler handler) {
        errors.setHandler(handler);
    }

    /**
     * Reports an exception: {@code call_exception_handler}. If the handler throws, {@link #defaultExceptionHandler} is told
     * of that, with the first exception as a suppressed one; nothing but a fatal error leaves this method.
     */
    public final void callExceptionHandler(ErrorContext context) {
        errors.report(this, context);
    }

    /** Logs, with the stack trace, to the {@link System.Logger} of this class: {@code default_exception_handler}. */
    public void defaultExceptionHandler(ErrorContext context) {
        ErrorReports.log(context);
    }

    // -------------------------------------------------------------------------------------------------------- checks

    /**
     * Refuses to start a run.
     *
     * @throws IllegalStateException as {@link #runForever}
     */
    protected final void requireRunnable() {
        requireOpen();
        if (isRunning()) {
            throw new IllegalStateException("the loop is already running: await what you need, or make a task of it");
        }
        if (running() != null) {
            throw new IllegalStateException(
                    "another loop is running on this thread: await what you need, or make a task of it there");
        }
    }

    final void requireOwnThread(String operation) {
        Thread owner = thread;
        if (owner != null && owner != Thread.currentThread()) {
            throw new IllegalStateException(operation + " was called on thread "
                    + Thread.currentThread().getName() + ", but the loop runs on thread " + owner.getName()
                    + ": go through callSoonThreadsafe");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the loop is closed");
        }
    }
}
