package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import org.opentest4j.AssertionFailedError;

/** What JUnit's assertions are for calls, for awaits. */
final class Awaited {

    private Awaited() {}

    /** Awaits, and returns the exception of the given class that the await must throw. */
    @Async
    static <E extends Throwable> Coroutine<E> raises(Class<E> expected, Awaitable<?> awaitable) {
        Throwable thrown;
        try {
            await(awaitable);
            thrown = null;
        } catch (Throwable failure) {
            thrown = failure;
        }
        if (thrown == null) {
            throw new AssertionFailedError("the await threw nothing, not " + expected);
        }
        return Coroutine.of(assertInstanceOf(expected, thrown));
    }
}
