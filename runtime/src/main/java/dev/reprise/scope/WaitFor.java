package dev.reprise.scope;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Joint;
import dev.reprise.task.TaskOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waiting for one awaitable, but not for long: {@code asyncio.wait_for}. */
public final class WaitFor {

    private WaitFor() {}

    /**
     * Awaits {@code awaitable} under a {@link Timeout}. A promise is cancelled when the time is over: {@code
     * waitFor(shield(promise), delay)} leaves it alone.
     *
     * @param timeout the longest wait; if not positive, the awaitable is not started, but a promise that is done is asked
     *     for its result; null for no limit
     * @throws TimedOutException if the time was over first, and the awaitable did not go on to a result all the same
     */
    @Async
    public static <T extends @Nullable Object> Coroutine<T> waitFor(
            Awaitable<T> awaitable, @Nullable Duration timeout) {
        if (timeout != null && (timeout.isZero() || timeout.isNegative())) {
            return withoutTime(awaitable);
        }
        return Timeout.timeout(timeout, awaitable::awaiter);
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<T> withoutTime(Awaitable<T> awaitable) {
        EventLoop loop = EventLoop.current();
        Promise<T> promise = awaitable instanceof Promise<T>
                ? loop.ensurePromise(awaitable)
                : loop.createTask(awaitable, TaskOptions.defaults().eager(false)); // cancelled before it takes a step
        if (promise.done()) {
            return Coroutine.of(promise.result());
        }
        await(cancelAndWait(promise));
        try {
            return Coroutine.of(promise.result());
        } catch (CancelledError cancelled) {
            throw new TimedOutException("not done, and no time to wait for it", cancelled);
        }
    }

    /** Cancels a promise and waits until it has ended. The wait is not for the promise itself, to be cancelled apart. */
    @Async
    private static Coroutine<Void> cancelAndWait(Promise<?> promise) {
        Promise<@Nullable Void> ended = new Joint<>(promise.loop(), List.of(promise));
        Consumer<Promise<?>> wake = done -> ended.trySetResult(null);
        promise.addDoneCallback(wake);
        try {
            promise.cancel();
            await(ended);
        } finally {
            promise.removeDoneCallback(wake);
        }
        return Coroutine.done();
    }
}
