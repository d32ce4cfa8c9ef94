package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * Something that {@link Coroutine#await} accepts: Python's object with {@code __await__}.
 *
 * @param <T> what an await of it evaluates to
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {

    /**
     * Returns the coroutine that an await steps: what {@code __await__} returns.
     *
     * <p>It is asked for once for each await, on the thread of the coroutine that awaits.
     */
    Coroutine<T> awaiter();
}
