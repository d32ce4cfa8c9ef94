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

    /**
     * Returns this, and tells the compiler what an await of it may throw.
     *
     * <p>A task keeps no record of the checked exceptions that its coroutine declares, and javac refuses to catch what a
     * {@code try} block cannot throw. Naming it here makes it catchable, and handling it compulsory again:
     *
     * <pre>{@code
     * try {
     *     await(task.mayThrow(IOException.class));
     * } catch (IOException e) {
     *     ...
     * }
     * }</pre>
     *
     * @throws X never from here, but from the await
     */
    default <X extends Throwable> Awaitable<T> mayThrow(Class<X> exception) throws X {
        return this;
    }

    /** The same for two exceptions. */
    default <X extends Throwable, Y extends Throwable> Awaitable<T> mayThrow(Class<X> one, Class<Y> other) throws X, Y {
        return this;
    }

    /** The same for three exceptions. */
    default <X extends Throwable, Y extends Throwable, Z extends Throwable> Awaitable<T> mayThrow(
            Class<X> one, Class<Y> other, Class<Z> third) throws X, Y, Z {
        return this;
    }
}
