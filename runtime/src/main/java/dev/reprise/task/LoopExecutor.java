package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a loop has work done on other threads; owns its default executor, and makes it when it is first needed. */
final class LoopExecutor {

    private final EventLoop loop;

    private @Nullable ExecutorService byDefault;

    private boolean shutDown;

    LoopExecutor(EventLoop loop) {
        this.loop = loop;
    }

    void setDefault(ExecutorService executor) {
        byDefault = Objects.requireNonNull(executor, "executor");
    }

    <T extends @Nullable Object> Promise<T> run(@Nullable Executor executor, Callable<? extends T> work) {
        if (loop.isClosed()) {
            throw new IllegalStateException("the loop is closed");
        }
        ThreadJob<T> job = new ThreadJob<>(loop, Objects.requireNonNull(work, "work"));
        (executor == null ? defaultExecutor() : executor).execute(job);
        loop.beginOutsideWork();
        return job;
    }

    private ExecutorService defaultExecutor() {
        if (shutDown) {
            throw new IllegalStateException(
                    "the default executor was shut down: start work before, or give an executor of your own");
        }
        ExecutorService executor = byDefault;
        if (executor == null) {
            executor = DefaultExecutor.make();
            byDefault = executor;
        }
        return executor;
    }

    /** Waits until the work that was begun has ended, but not longer than {@code limit}, if there is one. */
    @Async
    Coroutine<Void> shutDown(@Nullable Duration limit) {
        shutDown = true;
        ExecutorService executor = byDefault;
        if (executor == null || executor.isTerminated()) {
            return Coroutine.done();
        }
        Promise<Void> terminated = loop.createPromise();
        Thread waiter = new Thread(() -> terminate(executor, terminated), "reprise-executor-shutdown");
        waiter.setDaemon(true);
        TimerHandle timer = limit == null ? null : loop.callLater(limit, () -> giveUp(terminated, limit));
        loop.beginOutsideWork();
        waiter.start();
        try {
            await(terminated);
        } catch (TimedOutException timedOut) {
            loop.callExceptionHandler(new ErrorContext(
                    "work in the default executor did not end in time, and is left alone", timedOut, executor));
        } finally {
            loop.endOutsideWork();
            waiter.interrupt();
            if (timer != null) {
                timer.cancel();
            }
        }
        return Coroutine.done();
    }

    private static void giveUp(Promise<Void> terminated, Duration limit) {
        if (!terminated.done()) {
            terminated.setException(new TimedOutException("the default executor did not terminate within " + limit));
        }
    }

    /** On a thread of its own: an executor may take its time for each of this. */
    @SuppressWarnings("NullAway") // Void has no value but null
    private void terminate(ExecutorService executor, Promise<Void> terminated) {
        Runnable end;
        try {
            executor.shutdown();
            while (!executor.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS)) {}
            end = () -> terminated.setResult(null);
        } catch (InterruptedException nobodyWaits) {
            return;
        } catch (RuntimeException failure) {
            end = () -> terminated.setException(failure);
        }
        Runnable ends = end;
        loop.offerThreadsafe(() -> {
            if (!terminated.done()) {
                ends.run();
            }
        });
    }

    /** Lets the threads end with what they do now, without waiting for them. */
    void close() {
        shutDown = true;
        if (byDefault != null) {
            byDefault.shutdown();
        }
    }
}
