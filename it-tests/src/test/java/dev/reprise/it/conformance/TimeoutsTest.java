package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.Timeout.timeout;
import static dev.reprise.scope.Timeout.timeoutAt;
import static dev.reprise.task.Sleep.interrupt;
import static dev.reprise.task.Sleep.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.scope.Timeout;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_timeouts.py}. */
class TimeoutsTest {

    private static final Duration SHORT = Duration.ofMillis(10);
    private static final Duration LONG = Duration.ofSeconds(10);

    private static Duration time() {
        return EventLoop.current().time();
    }

    private static void cancelCurrentTask() {
        EventLoop.current().currentTask().orElseThrow().cancel();
    }

    /** Waits for a block that has to time out, and returns the exception. */
    @Async
    private static Coroutine<TimedOutException> timesOut(Coroutine<?> block) {
        try {
            await(block);
        } catch (TimedOutException timedOut) {
            return Coroutine.of(timedOut);
        }
        return fail("no timeout");
    }

    @Nested
    class TimeoutTests {

        /** The timeout of the block, to be looked at when it has ended. */
        private final List<Timeout> timeouts = new ArrayList<>();

        @Test
        void testTimeoutBasic() {
            VirtualLoop.run(() -> {
                await(timesOut(timeout(SHORT, t -> {
                    timeouts.add(t);
                    await(sleep(LONG));
                    return Coroutine.done();
                })));
                assertTrue(timeouts.get(0).expired());
                assertEquals(SHORT, time());
                return Coroutine.done();
            });
        }

        @Test
        void testNestedTimeouts() {
            List<String> log = new ArrayList<>();
            VirtualLoop.run(() -> timesOut(timeoutAt(SHORT, outer -> {
                timeouts.add(outer);
                try {
                    await(timeoutAt(SHORT, inner -> {
                        timeouts.add(inner);
                        await(sleep(LONG));
                        return Coroutine.done();
                    }));
                } catch (CancelledError cancelled) {
                    log.add("cancelled");
                    throw cancelled;
                }
                return Coroutine.done();
            })));
            assertEquals(List.of("cancelled"), log);
            assertTrue(timeouts.get(0).expired());
            assertTrue(timeouts.get(1).expired());
        }

        @Test
        void testWaiterCancelled() {
            List<String> log = new ArrayList<>();
            VirtualLoop.run(() -> timesOut(timeout(SHORT, () -> {
                try {
                    await(sleep(LONG));
                } catch (CancelledError cancelled) {
                    log.add("cancelled");
                    throw cancelled;
                }
                return Coroutine.done();
            })));
            assertEquals(List.of("cancelled"), log);
        }

        @Test
        void testTimeoutDisabled() {
            Timeout ended = VirtualLoop.run(() -> timeout(null, t -> {
                await(sleep(SHORT));
                return Coroutine.of(t);
            }));
            assertFalse(ended.expired());
            assertEquals(Optional.empty(), ended.when());
        }

        @Test
        void testTimeoutZero() {
            VirtualLoop.run(() -> {
                await(sleep(SHORT));
                await(timesOut(timeout(Duration.ZERO, t -> {
                    timeouts.add(t);
                    await(sleep(LONG));
                    return Coroutine.done();
                })));
                assertTrue(timeouts.get(0).expired());
                assertEquals(Optional.of(SHORT), timeouts.get(0).when());
                assertEquals(SHORT, time());
                return Coroutine.done();
            });
        }

        @Test
        void testTimeoutInThePastSleepZero() {
            VirtualLoop.run(() -> {
                await(timesOut(timeout(LONG.negated(), t -> {
                    timeouts.add(t);
                    await(interrupt());
                    return Coroutine.done();
                })));
                assertTrue(timeouts.get(0).expired());
                assertEquals(Optional.of(LONG.negated()), timeouts.get(0).when());
                return Coroutine.done();
            });
        }

        @Test
        void testForeignExceptionPassed() {
            assertThrows(
                    NoSuchElementException.class,
                    () -> VirtualLoop.run(() -> timeout(SHORT, t -> {
                        timeouts.add(t);
                        throw new NoSuchElementException();
                    })));
            assertFalse(timeouts.get(0).expired());
        }

        /** Python says by the context of the exception what this says by a suppressed one. */
        @Test
        void testForeignExceptionOnTimeout() {
            ArithmeticException failure = assertThrows(
                    ArithmeticException.class,
                    () -> VirtualLoop.run(() -> timeout(SHORT, () -> {
                        try {
                            await(sleep(LONG));
                        } catch (CancelledError cancelled) {
                            throw new ArithmeticException();
                        }
                        return Coroutine.done();
                    })));
            assertEquals(1, failure.getSuppressed().length);
            assertInstanceOf(TimedOutException.class, failure.getSuppressed()[0]);
        }

        @Test
        void testForeignCancelDoesntTimeoutIfNotExpired() {
            assertThrows(
                    CancelledError.class,
                    () -> VirtualLoop.run(() -> timeout(LONG, t -> {
                        timeouts.add(t);
                        cancelCurrentTask();
                        await(sleep(LONG));
                        return Coroutine.done();
                    })));
            assertFalse(timeouts.get(0).expired());
        }

        @Async
        private Coroutine<Void> outer() {
            await(timesOut(timeout(SHORT, () -> sleep(LONG))));
            return Coroutine.done();
        }

        @Test
        void testOuterTaskIsNotCancelled() {
            VirtualLoop.run(() -> {
                Task<Void> task = EventLoop.current().createTask(outer());
                await(task);
                assertFalse(task.cancelled());
                assertTrue(task.done());
                return Coroutine.done();
            });
        }

        @Test
        void testReschedule() {
            VirtualLoop.run(() -> {
                EventLoop loop = EventLoop.current();
                Promise<Timeout> entered = loop.createPromise();
                Task<Void> task = loop.createTask(timeoutAt(LONG, t -> {
                    entered.setResult(t);
                    await(sleep(LONG.multipliedBy(10)));
                    return Coroutine.done();
                }));
                Timeout t = await(entered);
                assertEquals(Optional.of(LONG), t.when());
                t.reschedule(LONG.multipliedBy(3));
                assertEquals(Optional.of(LONG.multipliedBy(3)), t.when());
                await(sleep(LONG.multipliedBy(2)));
                assertFalse(t.expired());
                t.reschedule(null);
                assertEquals(Optional.empty(), t.when());
                await(sleep(LONG.multipliedBy(2)));
                task.cancel();
                try {
                    await(task);
                } catch (CancelledError cancelled) {
                    assertFalse(t.expired());
                    return Coroutine.done();
                }
                return fail("not cancelled");
            });
        }

        @Test
        void testNestedTimeoutInFinally() {
            TimedOutException[] inner = new TimedOutException[1];
            TimedOutException outer = VirtualLoop.run(() -> timesOut(timeout(SHORT, () -> {
                try {
                    await(sleep(LONG));
                } finally {
                    inner[0] = await(timesOut(timeout(SHORT, () -> sleep(LONG))));
                }
                return Coroutine.done();
            })));
            assertInstanceOf(CancelledError.class, outer.getCause());
            assertInstanceOf(CancelledError.class, inner[0].getCause());
        }

        @Test
        void testTimeoutAfterCancellation() {
            VirtualLoop.run(() -> {
                cancelCurrentTask();
                try {
                    await(sleep(LONG));
                } catch (CancelledError cancelled) {
                    await(timesOut(timeout(Duration.ZERO, () -> sleep(LONG))));
                    return Coroutine.done();
                }
                return fail("not cancelled");
            });
        }

        @Test
        void testTimeoutExpired() {
            VirtualLoop.run(() -> {
                await(timesOut(timeout(SHORT, t -> {
                    timeouts.add(t);
                    await(sleep(LONG));
                    return Coroutine.done();
                })));
                Thrown.assertSays(
                        "expired",
                        IllegalStateException.class,
                        () -> timeouts.get(0).reschedule(LONG));
                return Coroutine.done();
            });
        }

        @Test
        void testTimeoutWithoutTask() {
            VirtualLoop.run(() -> {
                EventLoop loop = EventLoop.current();
                Promise<Throwable> failure = loop.createPromise();
                loop.callSoon(() -> failure.setResult(assertThrows(
                        IllegalStateException.class,
                        () -> timeout(SHORT, () -> sleep(LONG)).next())));
                assertTrue(String.valueOf(await(failure)).contains("needs a task"));
                return Coroutine.done();
            });
        }
    }
}
