package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.WaitFor.waitFor;
import static dev.reprise.task.Shield.shield;
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
import dev.reprise.task.EventLoop;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.Task;
import dev.reprise.task.WaitUntil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_waitfor.py}. */
class WaitForTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** What is done on the way, in order. */
    private final List<String> log = new ArrayList<>();

    @Async
    private static Coroutine<TimedOutException> timesOut(Coroutine<?> wait) {
        try {
            await(wait);
        } catch (TimedOutException timedOut) {
            return Coroutine.of(timedOut);
        }
        return fail("no timeout");
    }

    /** Sleeps until a time has come, whatever is cancelled meanwhile. */
    @Async
    private Coroutine<Void> sleepOn(Duration time) {
        EventLoop loop = EventLoop.current();
        for (Duration left = time; left.compareTo(Duration.ZERO) > 0; left = time.minus(loop.time())) {
            try {
                await(sleep(left));
            } catch (CancelledError cancelled) {
                log.add("cancelled");
            }
        }
        log.add("slept");
        return Coroutine.done();
    }

    /** Sleeps long, and takes a while to unwind. */
    @Async
    private Coroutine<Void> unwindSlowly() {
        try {
            await(sleep(LONG));
        } catch (CancelledError cancelled) {
            await(sleep(SHORT));
            throw cancelled;
        } finally {
            log.add("unwound");
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<String> logged(String message) {
        log.add(message);
        return Coroutine.of(message);
    }

    @Nested
    class AsyncioWaitForTest {

        @Test
        void testAsyncioWaitForCancelled() {
            VirtualLoop.run(() -> {
                Task<Void> waiting =
                        EventLoop.current().createTask(waitFor(sleepOn(SHORT.multipliedBy(2)), SHORT.multipliedBy(4)));
                await(interrupt());
                waiting.cancel();
                await(WaitUntil.waitUntil(ReturnWhen.ALL_COMPLETED, List.of(waiting)));
                assertEquals(List.of("cancelled", "slept"), log);
                return Coroutine.done();
            });
        }

        @Test
        void testAsyncioWaitForTimeout() {
            VirtualLoop.run(() -> waitFor(sleepOn(SHORT.multipliedBy(2)), SHORT));
            assertEquals(List.of("cancelled", "slept"), log);
        }

        @Test
        void testWaitForTimeoutLessThen0Or0CoroutineDoNotStarted() {
            VirtualLoop.run(() -> timesOut(waitFor(logged("started"), Duration.ZERO)));
            assertEquals(List.of(), log);
        }

        @Test
        void testWaitForTimeoutLessThen0Or0() {
            for (Duration timeout : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
                log.clear();
                VirtualLoop.run(() -> {
                    Task<Void> task = EventLoop.current().createTask(unwindSlowly());
                    await(interrupt());
                    await(timesOut(waitFor(task, timeout)));
                    assertTrue(task.cancelled());
                    return Coroutine.done();
                });
                assertEquals(List.of("unwound"), log);
            }
        }

        @Test
        void testWaitForBlocking() {
            assertEquals("done", VirtualLoop.run(() -> waitFor(logged("done"), null)));
        }

        @Test
        void testWaitForRaceCondition() {
            String result = VirtualLoop.run(() -> {
                EventLoop loop = EventLoop.current();
                Promise<String> promise = loop.createPromise();
                Coroutine<String> wait = waitFor(promise, SHORT);
                loop.callSoon(() -> promise.setResult("ok"));
                return Coroutine.of(await(wait));
            });
            assertEquals("ok", result);
        }

        @Test
        void testWaitForWaitsForTaskCancellation() {
            VirtualLoop.run(() -> {
                Task<Void> task = EventLoop.current().createTask(unwindSlowly());
                TimedOutException timedOut = await(timesOut(waitFor(task, SHORT)));
                assertEquals(List.of("unwound"), log);
                assertInstanceOf(CancelledError.class, timedOut.getCause());
                return Coroutine.done();
            });
        }

        @Test
        void testWaitForWaitsForTaskCancellationWTimeout0() {
            VirtualLoop.run(() -> {
                Task<Void> task = EventLoop.current().createTask(unwindSlowly());
                await(sleep(SHORT));
                TimedOutException timedOut = await(timesOut(waitFor(task, Duration.ZERO)));
                assertEquals(List.of("unwound"), log);
                assertInstanceOf(CancelledError.class, timedOut.getCause());
                return Coroutine.done();
            });
        }

        @Async
        private Coroutine<Void> failsWhenCancelled() {
            try {
                await(sleep(LONG));
            } catch (CancelledError cancelled) {
                throw new ArithmeticException("cleaning up");
            }
            return Coroutine.done();
        }

        @Test
        void testWaitForReraisesExceptionDuringCancellation() {
            Thrown.assertSays(
                    "cleaning up",
                    ArithmeticException.class,
                    () -> VirtualLoop.run(() -> {
                        Task<Void> task = EventLoop.current().createTask(failsWhenCancelled());
                        await(waitFor(task, SHORT));
                        return Coroutine.done();
                    }));
        }

        private void cancelsTheTask(@Nullable Duration timeout) {
            VirtualLoop.run(() -> {
                EventLoop loop = EventLoop.current();
                Promise<Void> never = loop.createPromise();
                Task<Void> task = loop.createTask(never);
                Task<Void> wait = loop.createTask(waitFor(task, timeout));
                loop.callSoon(() -> wait.cancel());
                try {
                    await(wait);
                } catch (CancelledError cancelled) {
                    assertTrue(task.cancelled());
                    return Coroutine.done();
                }
                return fail("not cancelled");
            });
        }

        @Test
        void testCancelBlockingWaitFor() {
            cancelsTheTask(null);
        }

        @Test
        void testCancelWaitFor() {
            cancelsTheTask(Duration.ofMinutes(1));
        }

        @Async
        private Coroutine<Integer> goesOnWhenCancelled() {
            try {
                await(sleep(LONG));
            } catch (CancelledError cancelled) {
                return Coroutine.of(42);
            }
            return fail("not cancelled");
        }

        @Test
        void testWaitForCancelSuppressed() {
            assertEquals(42, VirtualLoop.run(() -> waitFor(goesOnWhenCancelled(), SHORT)));
        }
    }

    @Nested
    class WaitForShieldTests {

        @Async
        private Coroutine<String> slow() {
            await(sleep(SHORT));
            return Coroutine.of("done");
        }

        @Test
        void testZeroTimeout() {
            VirtualLoop.run(() -> {
                Task<String> task = EventLoop.current().createTask(slow());
                Coroutine<String> shielded = shield(task);
                await(timesOut(waitFor(shielded, Duration.ZERO)));
                assertFalse(task.done());
                assertThrows(CancelledError.class, shielded::result);
                await(sleep(SHORT.multipliedBy(2)));
                assertEquals("done", task.result());
                return Coroutine.done();
            });
        }
    }
}
