package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * A block of code that may await: the lambda that scopes, such as {@code timeout} and {@code taskGroup}, run inside of
 * them.
 *
 * <p>It ends with {@code return Coroutine.of(value)} or {@code return Coroutine.done()}, as an {@link Async} method. It is
 * called in the first step of the scope, so that nothing of it runs before the scope is awaited.
 *
 * @param <T> the type of the result; {@code Void} where there is none
 * @param <X> the checked exception that the block throws, and the scope with it; javac infers {@code RuntimeException}
 *     where there is none
 */
@FunctionalInterface
public interface AsyncCallable<T extends @Nullable Object, X extends Exception> {

    /** Returns the coroutine that runs the block. */
    Coroutine<T> call() throws X;
}
