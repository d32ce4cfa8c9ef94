package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/** What is acquired before a block and released after it: Python's {@code async with lock}. */
public interface Acquirable {

    /** Waits until it is this task's turn: {@code acquire}. A cancelled wait has acquired nothing. */
    Coroutine<Void> acquire();

    /** Gives back what was acquired: {@code release}. */
    void release();

    /**
     * Acquires, runs {@code block}, and releases however that ends.
     *
     * <pre>{@code
     * String answer = await(lock.with(() -> {
     *     await(connection.send(question));
     *     return Coroutine.of(await(connection.receive()));
     * }));
     * }</pre>
     */
    @Async
    default <T extends @Nullable Object, X extends Exception> Coroutine<T> with(AsyncCallable<T, X> block) throws X {
        await(acquire());
        try {
            return Coroutine.of(await(block.call()));
        } finally {
            release();
        }
    }
}
