package dev.reprise.task;

import dev.reprise.Awaitable;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of a loop around a program: {@code asyncio.Runner}. It makes the loop, or is given one, and closes it when all
 * tasks have unwound.
 */
public final class Runner implements AutoCloseable {

    private final EventLoop loop;

    /** Makes a runner with a loop of its own. */
    public Runner() {
        this(new EventLoop());
    }

    /** Makes a runner for a loop, which it will close. */
    public Runner(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Runs {@code main} on a new loop, cancels the tasks that it leaves, waits until they have unwound, and closes the loop:
     * {@code asyncio.run}.
     *
     * @return the result of {@code main}; its exception, checked or not, is thrown unchanged
     * @throws IllegalStateException if a loop is running on this thread
     */
    public static <T extends @Nullable Object> T runMain(Awaitable<T> main) {
        try (Runner runner = new Runner()) {
            return runner.run(main);
        }
    }

    /** Returns the loop: {@code get_loop}. */
    public EventLoop loop() {
        return loop;
    }

    /** Runs {@code awaitable} until it is done: {@code run}. See {@link EventLoop#runUntilComplete}. */
    public <T extends @Nullable Object> T run(Awaitable<T> awaitable) {
        return loop.runUntilComplete(awaitable);
    }

    /** Cancels all tasks that are left, waits until they have unwound, and closes the loop: {@code close}. */
    @Override
    public void close() {
        if (loop.isClosed()) {
            return;
        }
        try {
            cancelAll();
        } finally {
            loop.close();
        }
    }

    private void cancelAll() {
        Set<Task<?>> left = loop.allTasks();
        if (left.isEmpty()) {
            return;
        }
        Promise<Set<Task<?>>> unwound = loop.createPromise();
        int[] pending = {left.size()};
        for (Task<?> task : left) {
            task.cancel();
            task.addDoneCallback(ended -> {
                report(ended);
                if (--pending[0] == 0) {
                    unwound.setResult(left);
                }
            });
        }
        loop.runUntilComplete(unwound);
    }

    /** A failure while unwinding has nobody else to go to. */
    private void report(Promise<?> ended) {
        if (!ended.cancelled()) {
            ended.exception()
                    .ifPresent(failure -> loop.callExceptionHandler(
                            new ErrorContext("unhandled exception while the runner closes its loop", failure, ended)));
        }
    }
}
