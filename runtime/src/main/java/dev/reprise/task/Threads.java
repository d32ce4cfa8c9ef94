package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Context;
import org.jspecify.annotations.Nullable;

/** Running code that blocks beside the loop: {@code asyncio.to_thread}. */
public final class Threads {

    private Threads() {}

    /**
     * Runs {@code work} on a thread of the loop's default executor, with a copy of the caller's context variables, and
     * evaluates to its result: {@code asyncio.to_thread}. See {@link EventLoop#runInExecutor} for cancellation.
     *
     * <p>On a JDK with virtual threads, work that waits in a {@link java.nio.channels.FileChannel} of a FIFO or a terminal must
     * not be cancelled: to interrupt it can block the loop's thread until the read ends (seen on JDK 25). Use {@code
     * dev.reprise.io.AsyncFiles} there.
     *
     * @throws X from the await: what {@code work} throws, unchanged
     */
    @Async
    public static <T extends @Nullable Object, X extends Exception> Coroutine<T> toThread(BlockingCallable<T, X> work)
            throws X {
        Context context = Context.copy();
        return Coroutine.of(await(EventLoop.current().runInExecutor(null, () -> context.<T>call(work::call))));
    }
}
