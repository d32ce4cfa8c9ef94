package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waiting for something that goes on even if the wait is cancelled: {@code asyncio.shield}. */
public final class Shield {

    private Shield() {}

    /** Reports the failure of something that nobody waits for any more; one object, so that it is added only once. */
    private static final Consumer<Promise<?>> REPORT = Shield::report;

    /**
     * Runs {@code awaitable}, if it is no promise in a task of its own, and waits for its result. When the wait is
     * cancelled, it ends at once, and the awaitable goes on; if that fails later, the loop's exception handler is told.
     *
     * <p>The awaitable may be cancelled in itself; then the wait throws that. To protect a whole block, see {@code
     * dev.reprise.scope.CancelScope#shielded}.
     */
    @Async
    public static <T extends @Nullable Object> Coroutine<T> shield(Awaitable<T> awaitable) {
        EventLoop loop = EventLoop.current();
        Promise<T> inner = loop.ensurePromise(awaitable);
        if (inner.done()) {
            return Coroutine.of(inner.result());
        }
        Promise<@Nullable Void> ended = new Joint<>(loop, List.of(inner));
        Consumer<Promise<T>> wake = done -> wake(done, ended);
        inner.addDoneCallback(wake);
        try {
            await(ended);
        } finally {
            if (inner.removeDoneCallback(wake) > 0) {
                inner.removeDoneCallback(REPORT);
                inner.addDoneCallback(REPORT);
            }
        }
        return Coroutine.of(inner.result());
    }

    private static void wake(Promise<?> inner, Promise<@Nullable Void> ended) {
        if (ended.done()) {
            report(inner);
        } else {
            ended.trySetResult(null);
        }
    }

    private static void report(Promise<?> inner) {
        if (!inner.cancelled()) {
            inner.exception()
                    .ifPresent(failure -> inner.loop()
                            .callExceptionHandler(new ErrorContext(
                                    "unhandled exception in what a cancelled wait was shielded from", failure, inner)));
        }
    }
}
