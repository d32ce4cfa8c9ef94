package dev.reprise.loop;

import dev.reprise.KeyboardInterrupt;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/*
 * The engine, and its principles:
 *
 *   1. One thread. While the loop runs, its thread alone may touch it; callSoonThreadsafe is the way in for all others.
 *   2. First come, first served, within a priority (see ReadyQueue). What a callback schedules runs after everything that
 *      was ready before it. What is ready when a pass begins is that pass; stop() takes effect at its end.
 *   3. Looking costs. The poller, the other threads' queue and the timers are looked at when nothing is ready, and once
 *      in Passes.LOOK_EVERY callbacks, so that they never starve; the clock is not read while no timer is set.
 *   4. An entry runs in its own context, and with it the exception handler, if it fails.
 *   5. A failure is its callback's own. It is reported and the loop goes on. What isFatal() names ends the run instead:
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

    private static final ThreadLocal<@Nullable CallbackLoop> RUNNING = new ThreadLocal<>();

    /**
     * The loop whose run began last, on whatever thread: mostly the one that is looked for, and sooner found here than in {@link
     * #RUNNING}. Plain, since whether it is this thread's, this thread has written itself.
     */
    private static @Nullable CallbackLoop latest;

    private final Agenda agenda;

    /** The agenda's. */
    private final ReadyQueue ready;

    private final Passes passes;

    private final ErrorReports errors = new ErrorReports();

    private final UnretrievedFailures unretrieved = new UnretrievedFailures();

    /** The thread that runs the loop, null between runs; written by that thread alone. */
    private volatile @Nullable Thread thread;

    private volatile boolean closed;

    /** Null if the loop has no host. */
    private @Nullable GuestRun guest;

    /** Whether a thread waits for a host: what changes outside of a pass must wake it. */
    private boolean waitedFor;

    /** How many jobs other threads do for this loop. */
    private int outsideWork;

    @SuppressWarnings("this-escape") // they only keep it
    private final LoopLocals locals = new LoopLocals(this);

    /** Makes a loop on the system's clock that waits for channels in a selector. */
    public CallbackLoop() {
        this(LoopOptions.defaults());
    }

    /** Makes a loop on a clock and a poller; both may be one {@link VirtualTime}. */
    public CallbackLoop(Clock clock, Poller poller) {
        this(LoopOptions.defaults().clock(clock).poller(poller));
    }

    /** Makes a loop. */
    @SuppressWarnings("this-escape") // the passes only keep it
    public CallbackLoop(LoopOptions options) {
        agenda = new Agenda(options);
        ready = agenda.ready;
        passes = new Passes(this, agenda, options);
    }

    // ------------------------------------------------------------------------------------------------------ schedule

    /*
     * A callback runs in a copy of the context of the code that schedules it, or in the one that is given.
     */

    /** Runs {@code callback} after all that is ready now: {@code call_soon}. */
    public final Handle callSoon(Runnable callback) {
        return callSoon(callback, captureContext());
    }

    /** The same in a context. */
    public final Handle callSoon(Runnable callback, @Nullable Context context) {
        requireOwnThread("callSoon");
        if (!isRunning()) {
            agenda.takeFromOtherThreads(); // what was sent before a run comes first
        }
        Handle handle = new Handle(callback, context);
        enqueue(handle);
        return handle;
    }

    /**
     * Runs {@code callback} soon, from any thread, and wakes the loop for it: {@code call_soon_threadsafe}. Callbacks from
     * one thread run in the order in which it sent them.
     *
     * @throws IllegalStateException if the loop is closed
     */
    public final Handle callSoonThreadsafe(Runnable callback) {
        return callSoonThreadsafe(callback, Context.capture(Context.slot()));
    }

    /** The same in a context. */
    public final Handle callSoonThreadsafe(Runnable callback, @Nullable Context context) {
        requireOpen();
        Handle handle = new ThreadsafeHandle(callback, context);
        agenda.addFromAnyThread(handle);
        return handle;
    }

    /**
     * Does what {@link #callSoonThreadsafe} does for the outcome of work elsewhere, which comes too late if the loop is
     * closed.
     *
     * @return false if it is, and {@code callback} was dropped
     */
    public final boolean offerThreadsafe(Runnable callback) {
        return offerThreadsafe(callback, Context.capture(Context.slot()));
    }

    final boolean offerThreadsafe(Runnable callback, @Nullable Context context) {
        if (closed) {
            return false;
        }
        agenda.addFromAnyThread(new ThreadsafeHandle(callback, context));
        return true;
    }

    /**
     * Announces a job that another thread does for this loop, and whose end that thread will tell by {@link
     * #callSoonThreadsafe}. {@link VirtualTime} then waits for it, instead of calling the wait a deadlock. On the loop's
     * thread.
     */
    public final void beginOutsideWork() {
        requireOwnThread("beginOutsideWork");
        agenda.expectWakeUps(++outsideWork);
    }

    /** Takes one {@link #beginOutsideWork} back, on the loop's thread: in the callback that tells of the job's end. */
    public final void endOutsideWork() {
        requireOwnThread("endOutsideWork");
        if (outsideWork == 0) {
            throw new IllegalStateException("endOutsideWork was called without beginOutsideWork before it");
        }
        agenda.expectWakeUps(--outsideWork);
    }

    /** Runs {@code callback} when {@code delay} has passed; soon if it is not positive: {@code call_later}. */
    public final TimerHandle callLater(Duration delay, Runnable callback) {
        return callLater(delay, callback, captureContext());
    }

    /** The same in a context. */
    public final TimerHandle callLater(Duration delay, Runnable callback, @Nullable Context context) {
        requireOwnThread("callLater");
        return setTimer(agenda.deadlineAfter(delay), callback, context);
    }

    /**
     * Runs {@code callback} when {@link #time} reaches {@code loopTime}: {@code call_at}. Of the timers for one time, the
     * one that was set first runs first.
     */
    public final TimerHandle callAt(Duration loopTime, Runnable callback) {
        return callAt(loopTime, callback, captureContext());
    }

    /** The same in a context. */
    public final TimerHandle callAt(Duration loopTime, Runnable callback, @Nullable Context context) {
        requireOwnThread("callAt");
        return setTimer(Nanos.of(loopTime), callback, context);
    }

    private TimerHandle setTimer(long deadline, Runnable callback, @Nullable Context context) {
        return set(new TimerHandle(this, deadline, agenda.nextTimerNumber(), callback, context));
    }

    /** Returns a promise that is done when {@code delay} has passed. */
    protected final Due dueAfter(Duration delay) {
        return due(agenda.deadlineAfter(delay));
    }

    /** Returns a promise that is done when {@link #time} reaches {@code loopTime}. */
    protected final Due dueAt(Duration loopTime) {
        return due(Nanos.of(loopTime));
    }

    private Due due(long deadline) {
        requireOwnThread("sleep");
        return set(new Due(this, deadline, agenda.nextTimerNumber()));
    }

    private <T extends Timed> T set(T timer) {
        requireOpen();
        agenda.add(timer);
        if (waitedFor) {
            wakeHost();
        }
        return timer;
    }

    final void drop(Timed timer) {
        requireOwnThread("TimerHandle.cancel");
        agenda.remove(timer);
    }

    /** Returns the time since the loop was made: {@code time}. */
    public final Duration time() {
        return Duration.ofNanos(agenda.now());
    }

    /** Returns how many callbacks and steps are ready or set for a time; what other threads sent is not counted yet. */
    public final int scheduled() {
        return agenda.size();
    }

    /** Returns a new promise of this loop: {@code create_future}. */
    public final <T extends @Nullable Object> Promise<T> createPromise() {
        return new Promise<>(this);
    }

    /** Ends the wait for a host, if there is one, after a change outside of a pass. */
    final void wakeHost() {
        if (waitedFor) {
            waitedFor = false;
            agenda.wakeUp();
        }
    }

    /** Puts an entry at the end of the ready queue; the caller is on the loop's thread. */
    protected final void enqueue(Ready entry) {
        requireOpen();
        ready.add(entry);
        if (waitedFor) {
            wakeHost();
        }
    }

    /** Watches a channel; see {@link ChannelWatch}. */
    final Poller.Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        requireOwnThread("ChannelWatch.of");
        requireOpen();
        return agenda.register(channel, ready);
    }

    final Object local(LoopLocal<?> key) {
        requireOwnThread("LoopLocal.of");
        requireOpen();
        return locals.of(key);
    }

    /** Returns a copy of the context that the calling code runs in, for an entry of the ready queue. */
    protected final @Nullable Context captureContext() {
        Context.Slot running = passes.slot;
        return Context.capture(running != null && isOwnThread() ? running : Context.slot());
    }

    /** Takes notice of a new {@link Ready#priority}, for the next time that the entry is queued. */
    protected static void prioritise(Ready entry) {
        entry.prioritised = entry.priority() != 0;
    }

    /** Returns the entry of the ready queue that runs just now on this thread, the innermost; null if none does. */
    protected final @Nullable Ready runningEntry() {
        Context.Slot running = passes.slot;
        return running != null && isOwnThread() && running.holder instanceof Ready entry ? entry : null;
    }

    // ----------------------------------------------------------------------------------------------------------- run

    /**
     * Runs until {@link #stop} is called: {@code run_forever}. If it was called before, runs what is ready, once.
     *
     * <p>If the thread is interrupted, an {@link InterruptedException} ends the run (undeclared); the loop can be run again.
     *
     * <p>On the main thread, Ctrl-C ends the run with a {@link KeyboardInterrupt} and not the JVM; pressed again before the
     * run has ended, it ends the JVM. {@code SIGINT} reaches the loop by {@code sun.misc.Signal}; where the module {@code
     * jdk.unsupported} is absent, the JVM does end, but waits up to 10 seconds for the main thread to unwind. A program that
     * handles the signal itself keeps its way.
     *
     * @throws IllegalStateException if the loop is running or closed, or another loop is running on this thread
     */
    public final void runForever() {
        requireRunnable();
        begin();
        InterruptibleRun run = InterruptibleRun.begin(this);
        passes.interruptible = run;
        try {
            passes.runUntilStopped();
        } catch (Throwable failure) {
            run.fails(failure);
            throw failure;
        } finally {
            end();
            passes.interruptible = null;
            run.end();
        }
    }

    /**
     * Asks, on another thread, whether the loop deals with a Ctrl-C itself. If it does not, its run ends with a {@link
     * KeyboardInterrupt}.
     */
    protected boolean takesInterrupt() {
        return false;
    }

    /** Tells whether this is the thread on which the JVM called the program's {@code main}. */
    protected static boolean isMainThread() {
        return MainThread.isCurrent();
    }

    /**
     * Runs what is ready and due now, once, without waiting: for a host that has a loop of its own, such as a game's. Ctrl-C
     * is the host's matter.
     *
     * @return whether something is ready again
     * @throws IllegalStateException as {@link #runForever}
     */
    public final boolean runOnce() {
        return runOnce(Duration.ZERO);
    }

    /**
     * The same again and again, at least once, until nothing is ready, {@link #stop} is called, or {@code budget} is used up.
     * The budget is real time, also where the loop has a clock of another kind. It is looked at between passes: a callback
     * that takes long is not cut short.
     */
    public final boolean runOnce(Duration budget) {
        requireRunnable();
        begin();
        try {
            runTurn(Nanos.of(budget), false);
            return agenda.readyCount() > 0;
        } finally {
            end();
        }
    }

    private void runTurn(long budget, boolean jumps) {
        long start = System.nanoTime();
        do {
            passes.runDue(jumps && !passes.stopping);
        } while (agenda.readyCount() > 0 && !passes.stopping && System.nanoTime() - start < budget);
    }

    /** For {@link GuestRun}, which keeps others from running or closing the loop: null ends that. */
    final void setGuest(@Nullable GuestRun run) {
        if (run != null) {
            requireIdle();
        }
        guest = run;
        waitedFor = false;
    }

    final boolean isGuestBy(GuestRun run) {
        return guest == run;
    }

    /**
     * For {@link GuestRun}: runs passes as {@link #runOnce(Duration)} does. The host may be another loop, which is running.
     *
     * @return whether the loop was stopped
     */
    final boolean runAsGuest(long budget) {
        CallbackLoop host = RUNNING.get();
        waitedFor = false;
        begin();
        try {
            runTurn(budget, true);
            return passes.stopping;
        } finally {
            end();
            if (host != null) {
                RUNNING.set(host);
                latest = host;
            }
        }
    }

    /** For {@link GuestRun}: returns how long to wait from now on, 0 not to. What changes the loop ends the wait. */
    final long beginWait() {
        waitedFor = agenda.wouldBlock();
        return waitedFor ? agenda.untilFirstTimer() : 0;
    }

    /** For {@link GuestRun}, on a thread of its own. */
    final void waitForEvents(long nanos) throws InterruptedException {
        agenda.waitForEvents(nanos);
    }

    private void begin() {
        thread = Thread.currentThread();
        passes.slot = Context.slot();
        RUNNING.set(this);
        latest = this;
        runBegins();
    }

    private void end() {
        runEnds();
        passes.stopping = false;
        thread = null;
        passes.slot = null;
        RUNNING.remove();
        if (latest == this) {
            latest = null;
        }
    }

    /** Called on the loop's thread when a run begins. */
    protected void runBegins() {}

    /** Called on the loop's thread when a run ends, however it does. */
    protected void runEnds() {}

    /** Called before the loop looks for what has become ready; what it schedules is ready at once. */
    protected void beforeLook() {}

    /** Runs an entry at once, in its context, inside of another one: a task's first step that does not wait its turn. */
    protected final void runNow(Ready entry) {
        requireOpen();
        passes.run(entry);
    }

    /**
     * Ends the run after what is ready now; called before a run, ends that at once: {@code stop}. Where entries have
     * priorities, after as many as are ready now: those of higher ones that come meanwhile go first.
     */
    public final void stop() {
        requireOwnThread("stop");
        passes.stopping = true;
        wakeHost();
    }

    /** Tells whether the loop is running, on whatever thread: {@code is_running}. */
    public final boolean isRunning() {
        return thread != null;
    }

    /** Returns the loop that is running on this thread, or null. */
    protected static @Nullable CallbackLoop running() {
        CallbackLoop begun = latest;
        return begun != null && begun.isOwnThread() ? begun : RUNNING.get();
    }

    /**
     * Closes the loop, for good; what is still scheduled is dropped, and failures that nobody asked for are reported:
     * {@code close}. Does nothing if it is closed.
     *
     * @throws IllegalStateException if it is running
     */
    @Override
    public final void close() {
        if (isRunning()) {
            throw new IllegalStateException("a running loop cannot be closed: stop it, and close it after its run");
        }
        requireNoHost();
        if (!closed) {
            locals.close();
            closed = true;
            agenda.close();
            onClose();
            unretrieved.reportAll(this);
        }
    }

    /** Is called when the loop is closed, once. */
    protected void onClose() {}

    /** Tells whether {@link #close} was called: {@code is_closed}. */
    public final boolean isClosed() {
        return closed;
    }

    // -------------------------------------------------------------------------------------------------------- errors

    /**
     * Tells which errors end the run of a loop instead of being reported: a {@link VirtualMachineError}, after which
     * nothing can be relied on, and an {@link InterruptedException} or a {@link KeyboardInterrupt}, by which somebody asked
     * the loop's thread to end.
     */
    public static boolean isFatal(Throwable error) {
        return error instanceof VirtualMachineError
                || error instanceof InterruptedException
                || error instanceof KeyboardInterrupt;
    }

    /** Sets what is called for exceptions nobody else can catch; null for the default: {@code set_exception_handler}. */
    public final void setExceptionHandler(@Nullable ExceptionHandler handler) {
        errors.setHandler(handler);
    }

    /** Returns what {@link #setExceptionHandler} has set, if anything: {@code get_exception_handler}. */
    public final Optional<ExceptionHandler> exceptionHandler() {
        return errors.handler();
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

    final UnretrievedFailures unretrieved() {
        return unretrieved;
    }

    /**
     * Switches the debug mode, in which callbacks and steps that take long are logged: {@code set_debug}. A loop that is
     * held up by one of them answers nobody.
     */
    public final void setDebug(boolean debug) {
        passes.debug = debug;
    }

    /** Tells whether the debug mode is on: {@code get_debug}. */
    public final boolean isDebug() {
        return passes.debug;
    }

    // -------------------------------------------------------------------------------------------------------- checks

    /**
     * Refuses to start a run.
     *
     * @throws IllegalStateException as {@link #runForever}
     */
    protected final void requireRunnable() {
        requireIdle();
        if (running() != null) {
            throw new IllegalStateException(
                    "another loop is running on this thread: await what you need, or make a task of it there");
        }
    }

    private void requireIdle() {
        requireOpen();
        if (isRunning()) {
            throw new IllegalStateException("the loop is already running: await what you need, or make a task of it");
        }
        requireNoHost();
    }

    private void requireNoHost() {
        if (guest != null) {
            throw new IllegalStateException(
                    "the loop is the guest of a host: stop that run, and wait until it has ended");
        }
    }

    /**
     * Refuses a call from another thread while the loop runs: for what belongs to a loop.
     *
     * @param operation what was called, for the message
     * @throws IllegalStateException if another thread runs the loop
     */
    public final void requireOwnThread(String operation) {
        Thread owner = thread;
        if (owner != Thread.currentThread() && owner != null) {
            throw new IllegalStateException(operation + " was called on thread "
                    + Thread.currentThread().getName() + ", but the loop runs on thread " + owner.getName()
                    + ": go through callSoonThreadsafe");
        }
    }

    private boolean isOwnThread() {
        return thread == Thread.currentThread();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the loop is closed");
        }
    }
}
