package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waiting for several awaitables that run at once: {@code asyncio.gather}. */
public final class Gather {

    private Gather() {}

    /** The same for awaitables in an array or a list of arguments. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return gather(List.of(awaitables));
    }

    /**
     * Runs all awaitables at once, each that is no promise in a task of its own, and evaluates to their results in the
     * order of the arguments. One that is given twice is run once.
     *
     * <p>The first that fails ends the wait with its exception; the others go on. A cancelled one counts as failed with a
     * {@link dev.reprise.CancelledError}, and that does not cancel the task that waits. When the wait itself is cancelled,
     * all that have not ended are cancelled, and the wait ends as cancelled even if they go on to their results.
     */
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return gathered(List.copyOf(awaitables));
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<List<T>> gathered(List<Awaitable<? extends T>> awaitables) {
        return Coroutine.of(await(Gathering.<T>ofResults(EventLoop.current(), awaitables)));
    }

    /** The same as {@link #gatherOutcomes(Collection)} for awaitables in an array or a list of arguments. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatherOutcomes(
            Awaitable<? extends T>... awaitables) {
        return gatherOutcomes(List.of(awaitables));
    }

    /**
     * Runs all awaitables at once, as {@link #gather(Collection)} does, waits until all have ended, and evaluates to how
     * they did, in the order of the arguments: {@code asyncio.gather} with {@code return_exceptions=True}.
     *
     * <p>No failure of theirs ends the wait, and no cancellation. When the wait itself is cancelled, all that have not ended
     * are cancelled, and the wait ends as cancelled when they have ended.
     */
    public static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatherOutcomes(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return gatheredOutcomes(List.copyOf(awaitables));
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<List<Outcome<T>>> gatheredOutcomes(
            List<Awaitable<? extends T>> awaitables) {
        return Coroutine.of(await(Gathering.<T>ofOutcomes(EventLoop.current(), awaitables)));
    }
}
