package dev.reprise.task;

import dev.reprise.Awaitable;
import dev.reprise.loop.Context;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Promise;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The life of a loop around a program: {@code asyncio.Runner}.
 *
 * <pre>{@code
 * try (Runner runner = new Runner()) {
 *     runner.run(first());
 *     runner.run(second());          // on the same loop, with the context variables that the first has set
 * }
 * }</pre>
 *
 * <p>The loop is made when it is first needed. Closing the runner cancels the tasks that are left, waits until they have
 * unwound, and closes the loop. A runner belongs to one thread.
 */
public final class Runner implements AutoCloseable {

    /** asyncio's limit: how long the default executor may take to end what it runs. */
    private static final Duration EXECUTOR_LIMIT = Duration.ofMinutes(5);

    private final Supplier<? extends EventLoop> factory;

    /** Whether the loop is that of its thread while the runner is open. */
    private final boolean setsLoop;

    /** Null before the first use, and once closed. */
    private @Nullable EventLoop loop;

    /** What all tasks of {@link #run} run in; null before the first use. */
    private @Nullable Context context;

    private boolean closed;

    /** Makes a runner with a loop of its own, which is the one of the thread meanwhile. */
    public Runner() {
        this(LoopOptions.defaults());
    }

    /** The same with options for the loop, such as {@code debug}. */
    public Runner(LoopOptions options) {
        this(() -> new EventLoop(options), true);
    }

    /**
     * Makes a runner for a loop that {@code factory} makes: {@code loop_factory}. It is not set as the loop of the thread.
     */
    public Runner(Supplier<? extends EventLoop> factory) {
        this(Objects.requireNonNull(factory, "factory"), false);
    }

    private Runner(Supplier<? extends EventLoop> factory, boolean setsLoop) {
        this.factory = factory;
        this.setsLoop = setsLoop;
    }

    /**
     * Runs {@code main} on a new loop, cancels the tasks that it leaves, waits until they have unwound, and closes the loop:
     * {@code asyncio.run}.
     *
     * @return the result of {@code main}; its exception, checked or not, is thrown unchanged
     * @throws IllegalStateException if a loop is running on this thread
     * @throws dev.reprise.KeyboardInterrupt as {@link #run}
     */
    public static <T extends @Nullable Object> T runMain(Awaitable<T> main) {
        return runMain(main, LoopOptions.defaults());
    }

    /** The same with options for the loop, such as {@code debug}. */
    public static <T extends @Nullable Object> T runMain(Awaitable<T> main, LoopOptions options) {
        EventLoop.requireNoneRunning();
        try (Runner runner = new Runner(options)) {
            return runner.run(main);
        }
    }

    /**
     * Returns the loop: {@code get_loop}.
     *
     * @throws IllegalStateException if the runner is closed
     */
    public EventLoop loop() {
        if (closed) {
            throw new IllegalStateException("the runner is closed: make another one");
        }
        EventLoop made = loop;
        if (made == null) {
            made = factory.get();
            loop = made;
            context = Context.copy();
            if (setsLoop) {
                EventLoop.setEventLoop(made);
            }
        }
        return made;
    }

    /**
     * Runs {@code main} in a task until it is done: {@code run}. The tasks that it leaves go on at the next call, or are
     * cancelled by {@link #close}. All calls share one context.
     *
     * <p>On the main thread, the first Ctrl-C cancels the task, so that its {@code finally} blocks run; if it ends as
     * cancelled then, this throws {@link dev.reprise.KeyboardInterrupt}. The second one throws that at once, and a third,
     * for code that cannot be interrupted, ends the JVM. See {@link EventLoop#runForever} for where signals cannot be
     * handled.
     *
     * @return the result of {@code main}; its exception, checked or not, is thrown unchanged
     * @throws IllegalStateException if a loop is running on this thread, or the runner is closed
     * @throws dev.reprise.CancelledError if the task was cancelled otherwise
     */
    public <T extends @Nullable Object> T run(Awaitable<T> main) {
        EventLoop.requireNoneRunning();
        EventLoop runs = loop();
        Context shared = Objects.requireNonNull(context);
        Task<T> task = runs.createTask(main, TaskOptions.defaults().context(shared));
        MainTask<T> interruptible = new MainTask<>(runs, task);
        runs.setMain(interruptible);
        try {
            return interruptible.run();
        } finally {
            runs.setMain(null);
        }
    }

    /**
     * Cancels all tasks that are left, waits until they have unwound and reports their failures, closes async generators,
     * shuts the default executor down, for which it waits up to five minutes, and closes the loop: {@code close}. Does
     * nothing the second time.
     *
     * @throws IllegalStateException if the loop is running
     */
    @Override
    public void close() {
        EventLoop ends = loop;
        if (ends == null || ends.isClosed()) {
            forget();
            return;
        }
        EventLoop.requireNoneRunning();
        try {
            cancelAll(ends);
            ends.runUntilComplete(ends.shutdownAsyncGenerators());
            ends.runUntilComplete(ends.shutdownDefaultExecutor(EXECUTOR_LIMIT));
        } finally {
            ends.close();
            forget();
        }
    }

    private void forget() {
        if (loop != null && setsLoop) {
            EventLoop.setEventLoop(null);
        }
        loop = null;
        closed = true;
    }

    private static void cancelAll(EventLoop loop) {
        Set<Task<?>> left = loop.allTasks();
        if (left.isEmpty()) {
            return;
        }
        Promise<Set<Task<?>>> unwound = loop.createPromise();
        int[] pending = {left.size()};
        for (Task<?> task : left) {
            task.cancel();
            task.addDoneCallback(ended -> {
                report(loop, ended);
                if (--pending[0] == 0) {
                    unwound.setResult(left);
                }
            });
        }
        loop.runUntilComplete(unwound);
    }

    /** A failure while unwinding has nobody else to go to. */
    private static void report(EventLoop loop, Promise<?> ended) {
        if (!ended.cancelled()) {
            ended.exception()
                    .ifPresent(failure -> loop.callExceptionHandler(
                            new ErrorContext("unhandled exception while the runner closes its loop", failure, ended)));
        }
    }
}
