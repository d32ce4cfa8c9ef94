package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * An awaitable that is done some time, by nobody's steps: what asyncio calls a future-like object. The promises of a loop are.
 *
 * <p>A coroutine that awaits one suspends with it, and there is no other coroutine between the two. Whoever drives the
 * coroutine resumes it when this is done; the await then evaluates to {@link #result}, or throws what that throws.
 *
 * @param <T> the type of the result; {@code Void} where there is none
 */
public interface FutureLike<T extends @Nullable Object> extends Awaitable<T> {

    /** Tells whether there is an outcome; once there is, there always is. */
    boolean done();

    /**
     * Returns the result, or throws the failure, checked or not.
     *
     * @throws IllegalStateException if it is not done: somebody has resumed a coroutine that waits for it too early
     */
    T result();

    /**
     * Called when an error is raised in a coroutine that waits for this: it waits no more. A future that was made for one wait
     * alone may let go of what it holds; by default nothing is done. It must not throw.
     */
    default void abandoned() {}

    /** Returns a coroutine that waits for this, for those who step it by hand. */
    @Override
    default Coroutine<T> awaiter() {
        return new FutureAwaiter<>(this);
    }
}
