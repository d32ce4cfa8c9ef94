package dev.reprise.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_futures.py}. */
class FuturesTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final Promise<String> promise = loop.createPromise();
    private final List<Object> bag = new ArrayList<>();

    // What a callback fails with stands in the bag, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> bag.add(context));
    }

    private void runBriefly() {
        loop.stop();
        loop.runForever();
    }

    private Consumer<Promise<String>> adds(int number) {
        return done -> {
            assertSame(promise, done);
            bag.add(number);
        };
    }

    @Nested
    class BaseFutureTests {

        @Test
        void testCancel() {
            assertTrue(promise.cancel());
            assertTrue(promise.cancelled());
            assertTrue(promise.done());
            assertThrows(CancelledError.class, promise::result);
            assertThrows(CancelledError.class, promise::exception);
            assertThrows(IllegalStateException.class, () -> promise.setResult("late"));
            assertThrows(IllegalStateException.class, () -> promise.setException(new Exception("late")));
            assertFalse(promise.cancel());
        }

        @Test
        void testException() {
            RuntimeException failure = new RuntimeException("failure");
            assertThrows(IllegalStateException.class, promise::exception);
            promise.setException(failure);
            assertFalse(promise.cancelled());
            assertTrue(promise.done());
            assertSame(failure, assertThrows(RuntimeException.class, promise::result));
            assertEquals(Optional.of(failure), promise.exception());
            assertThrows(IllegalStateException.class, () -> promise.setResult("late"));
            assertThrows(IllegalStateException.class, () -> promise.setException(new Exception("late")));
            assertFalse(promise.cancel());
        }

        @Test
        void testTbLoggerNotCalledAfterCancel() {
            promise.setException(new Exception("failure"));
            assertFalse(promise.cancel(), "it is done; but who cancels it knows of it");
            loop.close();
            assertEquals(List.of(), bag);
        }

        @Test
        void testTbLoggerResultUnretrieved() {
            promise.setResult("result");
            loop.close();
            assertEquals(List.of(), bag);
        }

        @Test
        void testTbLoggerExceptionUnretrieved() {
            RuntimeException failure = new RuntimeException("boom");
            loop.<String>createPromise().setException(failure);
            while (bag.isEmpty()) { // ends with the test's time limit if nobody reports it
                System.gc();
                loop.runOnce();
            }
            ErrorContext report = (ErrorContext) bag.get(0);
            assertSame(failure, report.exception());
            assertTrue(report.message().contains("never retrieved"), report::message);
            assertEquals(1, bag.size());
        }

        @Test
        void testTbLoggerExceptionRetrieved() {
            RuntimeException failure = new RuntimeException("boom");
            promise.setException(failure);
            assertEquals(Optional.of(failure), promise.exception());
            loop.close();
            assertEquals(List.of(), bag);
        }

        /** CPython's private helper is what ends a sleep: a timer that is due after the wait was cancelled. */
        @Test
        void testSetResultUnlessCancelled() {
            List<Boolean> set = new ArrayList<>();
            loop.callLater(Duration.ofSeconds(1), promise::cancel);
            loop.callLater(Duration.ofSeconds(1), () -> set.add(promise.trySetResult("late")));
            assertThrows(CancelledError.class, () -> loop.runUntilComplete(promise));
            runBriefly();
            assertTrue(promise.cancelled());
            assertEquals(List.of(false), set);
            assertEquals(List.of(), bag);
        }
    }

    @Nested
    class BaseFutureDoneCallbackTests {

        @Test
        void testCallbacksInvokedOnSetResult() {
            promise.addDoneCallback(adds(42));
            promise.addDoneCallback(adds(17));
            assertEquals(List.of(), bag);
            promise.setResult("foo");
            assertEquals(List.of(), bag, "they come from the loop");
            runBriefly();
            assertEquals(List.of(42, 17), bag);
            assertEquals("foo", promise.result());
        }

        @Test
        void testCallbacksInvokedOnSetException() {
            RuntimeException failure = new RuntimeException("failure");
            promise.addDoneCallback(adds(100));
            assertEquals(List.of(), bag);
            promise.setException(failure);
            assertEquals(List.of(), bag, "they come from the loop");
            runBriefly();
            assertEquals(List.of(100), bag);
            assertEquals(Optional.of(failure), promise.exception());
        }

        @Test
        void testRemoveDoneCallback() {
            Consumer<Promise<String>> one = adds(1);
            Consumer<Promise<String>> two = adds(2);
            promise.addDoneCallback(one);
            promise.addDoneCallback(two);
            assertEquals(1, promise.removeDoneCallback(two));
            assertEquals(0, promise.removeDoneCallback(adds(3)), "never added");
            promise.addDoneCallback(two);
            for (int i = 0; i < 5; i++) {
                promise.addDoneCallback(one);
            }
            assertEquals(6, promise.removeDoneCallback(one));
            promise.setResult("foo");
            runBriefly();
            assertEquals(List.of(2), bag);
            assertEquals("foo", promise.result());
        }

        @Test
        void testRemoveDoneCallbacksListMutation() {
            Consumer<Promise<String>> first = adds(1);
            Consumer<Promise<String>> many = adds(2);
            promise.addDoneCallback(first);
            for (int i = 0; i < 63; i++) {
                promise.addDoneCallback(many);
            }
            // It is compared with each callback, and removes others meanwhile.
            promise.addDoneCallback(new Meddler(() -> promise.removeDoneCallback(many)));
            assertEquals(0, promise.removeDoneCallback(adds(3)));
            promise.setResult("foo");
            runBriefly();
            assertEquals(List.of(1, "meddler"), bag);
        }

        @Test
        void testScheduleCallbacksListMutation1() {
            Consumer<Promise<String>> other = adds(1);
            promise.addDoneCallback(done -> bag.add("removed " + done.removeDoneCallback(other)));
            promise.addDoneCallback(other);
            promise.addDoneCallback(other);
            promise.setResult("foo");
            runBriefly();
            assertEquals(List.of("removed 0", 1, 1), bag, "what is scheduled is no more the promise's");
        }

        /** A callback whose first comparison is not innocent. */
        private final class Meddler implements Consumer<Promise<String>> {

            private Runnable meddle;

            Meddler(Runnable meddle) {
                this.meddle = meddle;
            }

            @Override
            public void accept(Promise<String> done) {
                bag.add("meddler");
            }

            @Override
            public boolean equals(@Nullable Object other) {
                Runnable once = meddle;
                meddle = () -> {};
                once.run();
                return this == other;
            }

            @Override
            public int hashCode() {
                return 1;
            }
        }
    }
}
