package dev.reprise.scope;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Sleep.sleep;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Small coroutines for the tests here. */
final class Blocks {

    static final Duration SECOND = Duration.ofSeconds(1);

    private Blocks() {}

    /** Makes a coroutine of a block, which runs with its first step. */
    @Async
    static <T extends @Nullable Object, X extends Exception> Coroutine<T> block(AsyncCallable<T, X> block) throws X {
        return block.call();
    }

    static Coroutine<Void> seconds(int count) {
        return sleep(SECOND.multipliedBy(count));
    }

    static Task<?> currentTask() {
        return EventLoop.current().currentTask().orElseThrow();
    }

    @Async
    static <T> Coroutine<T> after(int seconds, T value) {
        await(seconds(seconds));
        return Coroutine.of(value);
    }

    @Async
    static Coroutine<Void> failAfter(int seconds, Throwable failure) {
        await(seconds(seconds));
        throw Sneaky.raise(failure);
    }

    /** Sleeps; when that is cancelled, logs it and lets it pass. */
    @Async
    static Coroutine<Void> logCancel(List<Object> log, Object message, int seconds) {
        try {
            await(seconds(seconds));
        } catch (CancelledError cancelled) {
            log.add(message);
            throw cancelled;
        }
        return Coroutine.done();
    }

    /** Waits and returns what it failed with, or null. */
    @Async
    @SuppressWarnings("NullAway") // null says that there is none
    static Coroutine<@Nullable Throwable> failureOf(Awaitable<?> awaitable) {
        try {
            await(awaitable);
        } catch (Throwable failure) {
            return Coroutine.of(failure);
        }
        return Coroutine.of(null);
    }

    /** Waits, and tells whether a cancellation ended that. */
    @Async
    static Coroutine<Boolean> isCancelled(Awaitable<?> awaitable) {
        return Coroutine.of(await(failureOf(awaitable)) instanceof CancelledError);
    }
}
