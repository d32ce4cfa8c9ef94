package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * An {@link AsyncCallable} with an argument: a block that may await, and is given its scope or a value.
 *
 * @param <A> the type of the argument
 * @param <T> the type of the result; {@code Void} where there is none
 * @param <X> the checked exception that the block throws; see {@link AsyncCallable}
 */
@FunctionalInterface
public interface AsyncFunction<A extends @Nullable Object, T extends @Nullable Object, X extends Exception> {

    /** Returns the coroutine that runs the block. */
    Coroutine<T> apply(A argument) throws X;
}
