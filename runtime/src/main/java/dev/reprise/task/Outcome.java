package dev.reprise.task;

import dev.reprise.CancelledError;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.Promise;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How something ended: with a result or with an exception. {@link Gather#gatherOutcomes} returns one for each of its
 * awaitables, as asyncio's {@code gather} does with {@code return_exceptions=True}.
 *
 * @param <T> the type of the result
 */
public sealed interface Outcome<T extends @Nullable Object> {

    /** It ended with a result. */
    record Success<T extends @Nullable Object>(T value) implements Outcome<T> {

        @Override
        public T result() {
            return value;
        }

        @Override
        public Optional<Throwable> exception() {
            return Optional.empty();
        }
    }

    /** It ended with an exception; with a {@link CancelledError} if it was cancelled. */
    record Failure<T extends @Nullable Object>(Throwable error) implements Outcome<T> {

        @Override
        public T result() {
            throw Sneaky.raise(error);
        }

        @Override
        public Optional<Throwable> exception() {
            return Optional.of(error);
        }
    }

    /** Returns the result, or throws the exception, checked or not, unchanged. */
    T result();

    /** Returns the exception, if it ended with one. */
    Optional<Throwable> exception();

    /** Tells whether it ended with a result. */
    default boolean succeeded() {
        return exception().isEmpty();
    }

    /** Tells whether it ended as cancelled. */
    default boolean cancelled() {
        return exception().filter(CancelledError.class::isInstance).isPresent();
    }

    /**
     * Returns the outcome of a promise.
     *
     * @throws IllegalStateException if it is not done
     */
    static <T extends @Nullable Object> Outcome<T> of(Promise<? extends T> promise) {
        if (!promise.done()) {
            throw new IllegalStateException(promise + " is not done: await it, or ask done() first");
        }
        try {
            return new Success<>(promise.result());
        } catch (Throwable failure) {
            return new Failure<>(failure);
        }
    }
}
