package dev.reprise.junit;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/** Runs coroutines in tests. */
public final class AsyncTests {

    private AsyncTests() {}

    /**
     * Runs a block that awaits, in a test that is no coroutine: one of a {@code @TestFactory}, or of another framework.
     *
     * <p>In a method that JUnit calls for a class with tests that await, the block runs on the loop of the test. Elsewhere it
     * has a loop of its own, on virtual time, and the call fails for what the block leaves as a test does.
     *
     * @return the result of the block; its exception is thrown unchanged
     */
    public static <T extends @Nullable Object, X extends Exception> T run(AsyncCallable<T, X> block) throws X {
        TestRun current = TestRun.current();
        return current == null ? TestRun.runAlone(called(block)) : current.run(called(block));
    }

    @Async
    private static <T extends @Nullable Object, X extends Exception> Coroutine<T> called(AsyncCallable<T, X> block)
            throws X {
        return Coroutine.of(await(block.call()));
    }

    /** For generated code: the method that JUnit calls in place of one that returns a coroutine hands it on to here. */
    public static void runTwin(@Nullable Coroutine<?> coroutine) {
        if (coroutine == null) {
            throw new NullPointerException(
                    "the test returned null: end it with return Coroutine.done(), and build its class from clean");
        }
        TestRun current = TestRun.current();
        if (current == null) {
            TestRun.runAlone(coroutine);
        } else {
            current.run(coroutine);
        }
    }
}
