package dev.reprise.task;

import org.jspecify.annotations.Nullable;

/**
 * Ordinary code that may block its thread: what {@link Threads#toThread} runs elsewhere. It is a {@link
 * java.util.concurrent.Callable} that names what it throws.
 *
 * @param <T> the type of the result
 * @param <X> the checked exception that it throws; javac infers {@code RuntimeException} where there is none
 */
@FunctionalInterface
public interface BlockingCallable<T extends @Nullable Object, X extends Exception> {

    /** Runs the code. */
    T call() throws X;
}
