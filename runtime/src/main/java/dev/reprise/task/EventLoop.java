package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.AsyncGeneratorHook;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Clock;
import dev.reprise.loop.Context;
import dev.reprise.loop.Due;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Poller;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Ready;
import dev.reprise.loop.VirtualTime;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The loop that steps tasks: asyncio's event loop.
 *
 * <p>Tasks are added before a run or during it. A run goes on until one awaitable is done ({@link #runUntilComplete}),
 * until no task is left ({@link #run}), or until {@link #stop} ({@link #runForever}); a later run goes on with the tasks
 * that an earlier one left. The threads are the matter of {@link CallbackLoop}: one, but for {@link #callSoonThreadsafe}.
 */
public class EventLoop extends CallbackLoop {

    /** All tasks that have not ended, in the order in which they were made: nothing else may hold them. */
    private final TaskList tasks = new TaskList();

    @SuppressWarnings("this-escape") // they only keep it
    private final AsyncGenerators generators = new AsyncGenerators(this);

    /** The hook that a run of this loop replaces. */
    private @Nullable AsyncGeneratorHook hookBefore;

    private TaskFactory taskFactory = TaskFactory.lazy();

    /** How many tasks were made, for their names. */
    private int made;

    /** True during {@link #run}, which ends when no task is left. */
    private boolean endsWithTasks;

    @SuppressWarnings("this-escape") // it only keeps it
    private final LoopExecutor executor = new LoopExecutor(this);

    /** What the first Ctrl-C cancels, if a {@link Runner} runs it. */
    private volatile @Nullable MainTask<?> main;

    /** Makes a loop on the system's clock that waits for channels in a selector. */
    public EventLoop() {}

    /** Makes a loop on virtual time, for a test. */
    public EventLoop(VirtualTime time) {
        super(time, time);
    }

    /** Makes a loop on a clock and a poller. */
    public EventLoop(Clock clock, Poller poller) {
        super(clock, poller);
    }

    /** Makes a loop. */
    public EventLoop(LoopOptions options) {
        super(options);
    }

    /**
     * Returns the loop that is running on this thread: {@code get_running_loop}.
     *
     * @throws IllegalStateException if none is
     */
    public static EventLoop current() {
        if (running() instanceof EventLoop loop) {
            return loop;
        }
        throw new IllegalStateException("no event loop is running on thread "
                + Thread.currentThread().getName()
                + ": call this from a task or a callback of a loop, or start one with"
                + " Reprise.run(...)");
    }

    /** Tells whether this is the loop that is running on the calling thread, the {@link #current} one. */
    public boolean isCurrent() {
        return running() == this;
    }

    /** Returns a new loop: {@code new_event_loop}. */
    public static EventLoop newEventLoop() {
        return new EventLoop();
    }

    /** Sets the loop of this thread, which {@link #getEventLoop} then returns; null for none: {@code set_event_loop}. */
    public static void setEventLoop(@Nullable EventLoop loop) {
        ThreadLoops.set(loop);
    }

    /**
     * Returns the loop that is running on this thread, or else the one that was set for it: {@code get_event_loop}.
     *
     * <p>The main thread is given one, if none was ever set or unset there; no other thread is. The main thread is the one
     * on which the JVM called the program's {@code main}, whatever its name.
     *
     * @throws IllegalStateException if there is none
     */
    public static EventLoop getEventLoop() {
        return running() instanceof EventLoop loop ? loop : ThreadLoops.get(isMainThread());
    }

    // --------------------------------------------------------------------------------------------------------- tasks

    /**
     * Makes a task that runs {@code awaitable} from the next pass on: {@code create_task}.
     *
     * <p>An awaitable that is no coroutine is asked for its awaiter in the task's first step.
     */
    public final <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable) {
        return createTask(awaitable, TaskOptions.defaults());
    }

    /** The same with a name for the task. */
    public final <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable, String name) {
        return createTask(awaitable, TaskOptions.named(name));
    }

    /** The same with options. */
    public final <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable, TaskOptions options) {
        Objects.requireNonNull(awaitable, "awaitable");
        Coroutine<T> coroutine = awaitable instanceof Coroutine<T> itself ? itself : awaiting(awaitable);
        return taskFactory.createTask(this, coroutine, options);
    }

    /**
     * Makes a task without asking the task factory, and starts it: for task factories.
     *
     * @throws IllegalStateException if it is to start eagerly and the loop is not running
     */
    public final <T extends @Nullable Object> Task<T> newTask(Coroutine<T> coroutine, TaskOptions options) {
        Task<T> task = new Task<>(this, coroutine, ++made, options);
        if (!options.eagerOr(false)) {
            task.start();
            tasks.add(task);
            return task;
        }
        if (!isRunning()) {
            throw new IllegalStateException(task.name() + " cannot start eagerly: the loop is not running");
        }
        tasks.add(task);
        task.startNow();
        return task;
    }

    /** Sets what makes the tasks of this loop: {@code set_task_factory}. */
    public final void setTaskFactory(TaskFactory factory) {
        taskFactory = Objects.requireNonNull(factory, "factory");
    }

    /** Returns what makes the tasks of this loop: {@code get_task_factory}. */
    public final TaskFactory taskFactory() {
        return taskFactory;
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<T> awaiting(Awaitable<T> awaitable) {
        return Coroutine.of(await(awaitable));
    }

    /**
     * Returns {@code awaitable} itself if it is a promise of this loop, else a new task of it: {@code ensure_future}.
     *
     * @throws IllegalArgumentException if it is a promise of another loop
     */
    public final <T extends @Nullable Object> Promise<T> ensurePromise(Awaitable<T> awaitable) {
        if (!(awaitable instanceof Promise<T> promise)) {
            return createTask(awaitable);
        }
        if (promise.loop() != this) {
            throw new IllegalArgumentException(promise + " belongs to another loop: wait for it there");
        }
        return promise;
    }

    /** Returns the task whose step is under way, if any: {@code current_task}. */
    public final Optional<Task<?>> currentTask() {
        return Optional.ofNullable(taskUnderWay());
    }

    /** Returns a copy of the set of all tasks that have not ended, the oldest first: {@code all_tasks}. */
    public final Set<Task<?>> allTasks() {
        return tasks.copy();
    }

    // ---------------------------------------------------------------------------------------------------------- runs

    /**
     * Runs until no task is left. Timers and callbacks alone do not keep it running.
     *
     * @throws IllegalStateException as {@link #runForever}
     */
    public final void run() {
        requireRunnable();
        endsWithTasks = true;
        if (tasks.isEmpty()) {
            callSoon(this::stopWithoutTasks);
        }
        try {
            runForever();
        } finally {
            endsWithTasks = false;
        }
    }

    private void stopWithoutTasks() {
        if (endsWithTasks && tasks.isEmpty()) {
            stop();
        }
    }

    /**
     * Runs until {@code awaitable} is done, and returns its result or throws its exception, checked or not, unchanged:
     * {@code run_until_complete}.
     *
     * @throws IllegalStateException as {@link #runForever}, and if {@link #stop} ends the run before
     */
    public final <T extends @Nullable Object> T runUntilComplete(Awaitable<T> awaitable) {
        requireRunnable();
        Promise<T> promise = ensurePromise(awaitable);
        Stopper stopper = new Stopper(this);
        promise.addDoneCallback(stopper);
        try {
            runForever();
        } finally {
            stopper.active = false;
            promise.removeDoneCallback(stopper);
        }
        if (!promise.done()) {
            throw new IllegalStateException("the loop was stopped before " + promise + " was done");
        }
        return promise.result();
    }

    /** Stops a run at the end of what it waits for. If the run ended otherwise, it must not stop the next one. */
    private static final class Stopper implements Consumer<Promise<?>> {

        private final EventLoop loop;
        private boolean active = true;

        Stopper(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void accept(Promise<?> done) {
            if (active) {
                loop.stop();
            }
        }
    }

    /** Refuses what would run a loop inside of another one. */
    static void requireNoneRunning() {
        if (running() != null) {
            throw new IllegalStateException(
                    "another loop is running on this thread: await what you need, or make a task of it there");
        }
    }

    final void setMain(@Nullable MainTask<?> task) {
        main = task;
    }

    @Override
    protected final boolean takesInterrupt() {
        MainTask<?> task = main;
        return task != null && task.interrupt();
    }

    // ------------------------------------------------------------------------------------------------------- threads

    /**
     * Runs {@code work} on a thread of {@code executor}, and returns the promise of its result: {@code run_in_executor}.
     * What it throws is thrown by the await of that; what {@code java.util.concurrent} throws for cancellations and
     * timeouts is converted, see {@link dev.reprise.loop.JdkErrors}.
     *
     * <p>A cancelled promise takes work back that no thread has begun, and interrupts the thread that runs it. The promise
     * is cancelled at once; the work may go on, and its outcome is dropped.
     *
     * @param executor null for the default one: a virtual thread each where the JDK has them, or else a pool of up to 32
     *     daemon threads
     * @throws IllegalStateException if the loop is closed, or the default executor was shut down
     * @throws java.util.concurrent.RejectedExecutionException if the executor refuses the work
     */
    public final <T extends @Nullable Object> Promise<T> runInExecutor(
            @Nullable Executor executor, Callable<? extends T> work) {
        return this.executor.run(executor, work);
    }

    /** Sets the default executor, which the loop will shut down: {@code set_default_executor}. */
    public final void setDefaultExecutor(ExecutorService executor) {
        this.executor.setDefault(executor);
    }

    /**
     * Shuts the default executor down and waits until its work has ended: {@code shutdown_default_executor}. Nothing can
     * be run there afterwards. {@link Runner#close} calls it.
     */
    public final Coroutine<Void> shutdownDefaultExecutor() {
        return executor.shutDown(null);
    }

    /** The same within a time limit: when that has passed, tells the exception handler, and leaves the work alone. */
    public final Coroutine<Void> shutdownDefaultExecutor(Duration limit) {
        return executor.shutDown(Objects.requireNonNull(limit, "limit"));
    }

    /** Tells of the tasks that are dropped with the loop: nothing of them runs any more, also no {@code finally}. */
    @Override
    protected final void onClose() {
        executor.close();
        for (Task<?> pending : allTasks()) {
            callExceptionHandler(new ErrorContext(
                    "a task was dropped",
                    new IllegalStateException("the loop was closed before " + pending.name()
                            + " had ended: await it, or close the loop by a Runner, which cancels what is left"),
                    pending));
        }
    }

    // ---------------------------------------------------------------------------------------- asynchronous generators

    /**
     * Closes all asynchronous generators that were started on this loop and have not ended, each in a task, and waits until
     * they have: {@code shutdown_asyncgens}. Their {@code finally} blocks run. What they fail with is reported to the
     * exception handler, as is a generator that starts later.
     *
     * <p>A runner does so before it closes its loop. While it runs, the loop closes on its own accord only those that were
     * collected; it notices that when it looks for work, or when another one starts. A generator whose own body can reach it
     * is never collected.
     */
    public final Coroutine<Void> shutdownAsyncGenerators() {
        return generators.shutdown();
    }

    /** For {@link CallbackLoop}. */
    @Override
    protected final void runBegins() {
        hookBefore = AsyncGenerator.setHook(generators);
    }

    /** For {@link CallbackLoop}. */
    @Override
    protected final void runEnds() {
        AsyncGenerator.setHook(hookBefore);
        hookBefore = null;
    }

    /** For {@link CallbackLoop}. */
    @Override
    protected final void beforeLook() {
        generators.closeCollected();
    }

    // ----------------------------------------------------------------------------------------------- for Task alone

    final void schedule(Ready step) {
        enqueue(step);
    }

    /** Runs an eager task's first step. */
    final void runStep(Ready step) {
        runNow(step);
    }

    final void priorityChanged(Task<?> task) {
        prioritise(task);
    }

    /** Tells whether this thread is in a step of the task, the innermost if one has started another eagerly. */
    static boolean isUnderWay(Task<?> task) {
        return running() instanceof EventLoop loop && loop.taskUnderWay() == task;
    }

    /** For {@link Sleep}, as the next one. */
    final Due after(Duration delay) {
        return dueAfter(delay);
    }

    final Due at(Duration loopTime) {
        return dueAt(loopTime);
    }

    final @Nullable Context contextForTask() {
        return captureContext();
    }

    /** Another loop may run in a callback of this one, as its guest. */
    private @Nullable Task<?> taskUnderWay() {
        return runningEntry() instanceof Task<?> task && task.loop() == this ? task : null;
    }

    /** Lets go of a task that has ended; its done callbacks are scheduled already, and may make new tasks. */
    final void forget(Task<?> task) {
        tasks.remove(task);
        if (endsWithTasks && tasks.isEmpty()) {
            callSoon(this::stopWithoutTasks);
        }
    }
}
