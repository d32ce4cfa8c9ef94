package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.waitUntil;
import static dev.reprise.it.conformance.Thrown.assertSays;
import static dev.reprise.it.conformance.VirtualLoop.coroutine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.ContextVar;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_tasks.py}: one task. */
class TasksTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<Object> log = new ArrayList<>();
    private final List<Object> reports = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reports.add(context));
    }

    @AfterEach
    void nothingIsReported() {
        loop.close();
        assertEquals(List.of(), reports);
    }

    private void runBriefly() {
        loop.stop();
        loop.runForever();
    }

    private static Task<?> currentTask() {
        return EventLoop.current().currentTask().orElseThrow();
    }

    @SuppressWarnings("NullAway") // Void has no value but null
    private static void release(Promise<Void> promise) {
        promise.setResult(null);
    }

    private void assertEndsCancelled(Task<?> task) {
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(task));
        assertTrue(task.done());
        assertTrue(task.cancelled());
        assertFalse(task.cancel(), "too late");
    }

    @Nested
    class BaseTaskTests {

        @Test
        void testTaskBasics() {
            assertEquals(1042, loop.runUntilComplete(outer()));
        }

        @Async
        private static Coroutine<Integer> outer() {
            int a = await(inner(42));
            int b = await(inner(1000));
            return Coroutine.of(a + b);
        }

        @Async
        private static Coroutine<Integer> inner(int value) {
            return Coroutine.of(value);
        }

        @Test
        void testTaskAwaitsOnItself() {
            Task<Object> task = loop.createTask(coroutine(() -> {
                return Coroutine.of(await(currentTask()));
            }));
            assertSays("cannot wait for itself", IllegalStateException.class, () -> loop.runUntilComplete(task));
        }

        @Test
        void testOtherLoopFuture() {
            try (EventLoop other = new EventLoop(new VirtualTime())) {
                Promise<String> foreign = other.createPromise();
                Task<String> task = loop.createTask(coroutine(() -> Coroutine.of(await(foreign))));
                assertSays("belongs to another loop", IllegalStateException.class, () -> loop.runUntilComplete(task));
            }
        }

        @Test
        void testCancelling() {
            Task<Void> task = loop.createTask(sleep(Duration.ofSeconds(10)));
            assertEquals(0, task.cancelling());
            assertFalse(task.toString().contains("cancelling"), task::toString);
            assertTrue(task.cancel());
            assertEquals(1, task.cancelling());
            assertTrue(task.toString().contains("cancelling"), task::toString);
            assertTrue(task.cancel(), "each request counts");
            assertEquals(2, task.cancelling());
            assertEndsCancelled(task);
        }

        @Test
        void testUncancelBasic() {
            Task<Void> task = loop.createTask(coroutine(() -> {
                try {
                    await(sleep(Duration.ofSeconds(10)));
                } catch (CancelledError cancelled) {
                    assertEquals(0, currentTask().uncancel());
                    await(sleep(Duration.ofSeconds(10)));
                }
                return Coroutine.done();
            }));
            runBriefly();

            assertTrue(task.cancel());
            assertTrue(task.toString().contains("cancelling"), task::toString);
            assertEquals(1, task.cancelling());
            assertFalse(task.cancelled(), "not yet");
            loop.runUntilComplete(sleep(Duration.ofMillis(10)));
            assertFalse(task.toString().contains("cancelling"), task::toString);
            assertEquals(0, task.cancelling());
            assertFalse(task.done());

            assertTrue(task.cancel());
            assertEquals(1, task.cancelling());
            assertFalse(task.cancelled(), "not yet");
            assertEndsCancelled(task);
            task.uncancel();
            assertTrue(task.cancelled(), "what has ended stays cancelled");
        }

        @Test
        void testUncancelResetsMustCancel() {
            Promise<Void> promise = loop.createPromise();
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(promise);
                return Coroutine.of(42);
            }));
            runBriefly();
            release(promise);
            task.cancel();
            assertEquals(1, task.cancelling());
            assertEquals(0, task.uncancel());
            assertEquals(42, loop.runUntilComplete(task));
        }

        @Test
        void testCancel() {
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(sleep(Duration.ofSeconds(10)));
                return Coroutine.of(12);
            }));
            loop.callSoon(task::cancel);
            assertEndsCancelled(task);
            assertEquals(Duration.ZERO, loop.time(), "nobody waits for the sleep");
        }

        @Test
        void testCancelWithMessageThenFutureResult() {
            assertNull(messageOfResultAfterCancel(null));
            assertEquals("my message", messageOfResultAfterCancel("my message"));
        }

        private @Nullable String messageOfResultAfterCancel(@Nullable String message) {
            Task<Void> outer = loop.createTask(coroutine(() -> {
                Task<Void> task = loop.createTask(sleep(Duration.ofSeconds(10)));
                await(interrupt());
                task.cancel(message);
                Promise<Void> ended = loop.createPromise();
                task.addDoneCallback(done -> release(ended));
                await(ended);
                return Coroutine.of(task.result());
            }));
            return assertThrows(CancelledError.class, () -> loop.runUntilComplete(outer))
                    .getMessage();
        }

        @Test
        void testCancelYield() {
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(interrupt());
                await(interrupt());
                return Coroutine.of(12);
            }));
            runBriefly();
            task.cancel();
            assertEndsCancelled(task);
        }

        @Test
        void testCancelInnerFuture() {
            Promise<Void> promise = loop.createPromise();
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(promise);
                return Coroutine.of(12);
            }));
            runBriefly();
            promise.cancel();
            assertEndsCancelled(task);
            assertTrue(promise.cancelled());
            assertEquals(0, task.cancelling(), "nobody cancelled the task");
        }

        @Test
        void testCancelBothTaskAndInnerFuture() {
            Promise<Void> promise = loop.createPromise();
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(promise);
                return Coroutine.of(12);
            }));
            runBriefly();
            promise.cancel();
            task.cancel();
            assertEndsCancelled(task);
            assertTrue(promise.cancelled());
        }

        @Test
        void testCancelTaskCatching() {
            Promise<Void> first = loop.createPromise();
            Promise<Void> second = loop.createPromise();
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(first);
                try {
                    await(second);
                } catch (CancelledError cancelled) {
                    return Coroutine.of(42);
                }
                return Coroutine.of(0);
            }));
            runBriefly();
            release(first);
            runBriefly();
            task.cancel();
            assertTrue(second.cancelled());
            assertEquals(42, loop.runUntilComplete(task));
            assertFalse(task.cancelled());
        }

        @Test
        void testCancelTaskIgnoring() {
            Promise<Void> first = loop.createPromise();
            Promise<Void> second = loop.createPromise();
            Promise<Integer> third = loop.createPromise();
            Task<Integer> task = loop.createTask(coroutine(() -> {
                await(first);
                try {
                    await(second);
                } catch (CancelledError cancelled) {
                    log.add("ignored");
                }
                return Coroutine.of(await(third));
            }));
            runBriefly();
            release(first);
            runBriefly();
            task.cancel();
            assertTrue(second.cancelled());
            runBriefly();
            assertEquals(List.of("ignored"), log);
            assertFalse(task.done());
            third.setResult(42);
            assertEquals(42, loop.runUntilComplete(task));
            assertFalse(third.cancelled());
            assertFalse(task.cancelled());
        }

        @Test
        void testCancelCurrentTask() {
            Task<Integer> task = loop.createTask(coroutine(() -> {
                assertTrue(currentTask().cancel());
                log.add("cancelled, and still running");
                await(sleep(Duration.ofSeconds(100)));
                return Coroutine.of(12);
            }));
            assertFalse(task.cancelled());
            assertEndsCancelled(task);
            assertEquals(List.of("cancelled, and still running"), log);
            assertEquals(Duration.ZERO, loop.time(), "nobody waits for the sleep");
        }

        @Test
        void testCancelAtEnd() {
            Task<Integer> task = loop.createTask(coroutine(() -> {
                assertTrue(currentTask().cancel());
                log.add("ends");
                return Coroutine.of(12);
            }));
            assertFalse(task.cancelled());
            assertEndsCancelled(task);
            assertEquals(List.of("ends"), log);
        }

        @Test
        void testCancelAwaitedTask() {
            Promise<Void> promise = loop.createPromise();
            List<Task<Void>> nested = new ArrayList<>();
            Task<Void> task = loop.createTask(coroutine(() -> {
                nested.add(loop.createTask(coroutine(() -> Coroutine.of(await(promise)))));
                await(interrupt());
                currentTask().cancel();
                return Coroutine.of(await(nested.get(0)));
            }));
            assertEndsCancelled(task);
            assertTrue(nested.get(0).cancelled());
            assertTrue(promise.cancelled());
        }

        @Test
        void testStopWhileRunInComplete() {
            int[] x = {0};
            Task<Void> task = loop.createTask(coroutine(() -> {
                while (x[0] < 10) {
                    await(sleep(Duration.ofMillis(100)));
                    if (++x[0] == 2) {
                        loop.stop();
                    }
                }
                return Coroutine.done();
            }));
            assertSays("stopped before", IllegalStateException.class, () -> loop.runUntilComplete(task));
            assertFalse(task.done());
            assertEquals(2, x[0]);
            assertEquals(Duration.ofMillis(200), loop.time());
            task.cancel();
            assertEndsCancelled(task);
        }

        @Test
        void testSleepCancel() {
            Task<Void> task = loop.createTask(sleep(Duration.ofSeconds(10)));
            runBriefly();
            task.cancel();
            runBriefly();
            assertTrue(task.cancelled());
            assertSays(
                    "no timer is set", IllegalStateException.class, () -> loop.runUntilComplete(loop.createPromise()));
            assertEquals(Duration.ZERO, loop.time());
        }

        @Test
        void testTaskCancelWaiterFuture() {
            Promise<Void> promise = loop.createPromise();
            Task<Void> task = loop.createTask(coroutine(() -> Coroutine.of(await(promise))));
            runBriefly();
            assertTrue(task.toString().contains("waiting for <Promise pending>"), task::toString);
            task.cancel();
            runBriefly();
            assertEndsCancelled(task);
            assertFalse(task.toString().contains("waiting for"), task::toString);
            assertTrue(promise.cancelled());
        }

        /** The loop ends with a fatal error, as CPython's does with SystemExit. */
        @Test
        void testBaseexceptionDuringCancel() {
            Error fatal = new InternalError("fatal");
            Task<Void> task = loop.createTask(coroutine(() -> {
                try {
                    await(sleep(Duration.ofSeconds(10)));
                } catch (CancelledError cancelled) {
                    throw fatal;
                }
                return Coroutine.done();
            }));
            runBriefly();
            task.cancel();
            assertFalse(task.done());
            assertSame(fatal, assertThrows(InternalError.class, () -> runBriefly()));
            assertTrue(task.done());
            assertFalse(task.cancelled());
            assertEquals(Optional.of(fatal), task.exception());
        }

        @Test
        void testCurrentTaskWithInterleavingTasks() {
            assertEquals(Optional.empty(), loop.currentTask());
            Promise<Boolean> first = loop.createPromise();
            Promise<Boolean> second = loop.createPromise();
            List<Task<?>> tasks = new ArrayList<>();
            tasks.add(loop.createTask(coroutine(() -> {
                assertSame(tasks.get(0), currentTask());
                await(first);
                assertSame(tasks.get(0), currentTask());
                second.setResult(true);
                log.add("first");
                return Coroutine.done();
            })));
            tasks.add(loop.createTask(coroutine(() -> {
                assertSame(tasks.get(1), currentTask());
                first.setResult(true);
                await(second);
                assertSame(tasks.get(1), currentTask());
                log.add("second");
                return Coroutine.done();
            })));
            loop.runUntilComplete(gather(tasks));
            assertEquals(List.of("first", "second"), log);
            assertEquals(Optional.empty(), loop.currentTask());
        }

        @Test
        void testYieldWaitDoesNotShieldCancel() {
            Promise<Void> promise = loop.createPromise();
            Task<Void> inner = loop.createTask(coroutine(() -> {
                await(promise);
                log.add("inner");
                return Coroutine.done();
            }));
            Task<Void> outer = loop.createTask(coroutine(() -> {
                await(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(inner)));
                log.add("outer");
                return Coroutine.done();
            }));
            runBriefly();
            outer.cancel();
            assertEndsCancelled(outer);
            assertFalse(inner.done(), "the wait alone was cancelled");
            release(promise);
            loop.runUntilComplete(inner);
            assertEquals(List.of("inner"), log);
        }

        /** A loop that is closed refuses the first step; CPython's test has the loop's method replaced. */
        @Test
        void testErrorInCallSoon() {
            EventLoop closed = new EventLoop(new VirtualTime());
            closed.close();
            Coroutine<Void> coroutine = sleep(Duration.ofSeconds(1));
            assertThrows(IllegalStateException.class, () -> closed.createTask(coroutine));
            assertEquals(Set.of(), closed.allTasks());
            assertEquals(Coroutine.State.CREATED, coroutine.state());
        }

        @Test
        void testContext1() {
            ContextVar<String> variable = new ContextVar<>("variable", "nope");
            loop.runUntilComplete(coroutine(() -> {
                assertEquals("nope", variable.get());
                Task<Void> task = loop.createTask(coroutine(() -> {
                    await(sleep(Duration.ofMillis(10)));
                    assertEquals("nope", variable.get());
                    variable.set("something else");
                    return Coroutine.done();
                }));
                variable.set("yes");
                assertEquals("yes", variable.get());
                await(task);
                assertEquals("yes", variable.get());
                return Coroutine.done();
            }));
            assertEquals("nope", variable.get());
        }

        @Test
        void testContext2() {
            ContextVar<String> variable = new ContextVar<>("variable", "nope");
            loop.runUntilComplete(coroutine(() -> {
                assertEquals("nope", variable.get());
                for (int j = 0; j < 2; j++) {
                    Promise<Void> promise = loop.createPromise();
                    promise.addDoneCallback(done -> {
                        variable.set("something else");
                        log.add("callback");
                    });
                    variable.set("yes" + j);
                    loop.callSoon(() -> release(promise));
                    await(promise);
                    assertEquals("yes" + j, variable.get());
                    for (int i = 0; i < 3; i++) {
                        variable.set("yes" + i + "-" + j);
                        await(sleep(Duration.ofMillis(1)));
                        assertEquals("yes" + i + "-" + j, variable.get());
                    }
                }
                return Coroutine.done();
            }));
            assertEquals(List.of("callback", "callback"), log);
            assertEquals("nope", variable.get());
        }

        @Test
        void testContext3() {
            ContextVar<Integer> variable = new ContextVar<>("variable", -1);
            Random random = new Random(3);
            List<Coroutine<Void>> all = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                int number = random.nextInt(11);
                all.add(coroutine(() -> {
                    for (int j = 0; j < 10; j++) {
                        variable.set(number + j);
                        await(sleep(Duration.ofMillis(1 + random.nextInt(50))));
                        assertEquals(number + j, variable.get());
                    }
                    log.add(number);
                    return Coroutine.done();
                }));
            }
            loop.runUntilComplete(gather(all));
            assertEquals(100, log.size());
            assertEquals(-1, variable.get());
        }
    }

    @Nested
    class SleepTests {

        @Test
        void testSleepZero() {
            loop.runUntilComplete(coroutine(() -> {
                loop.callSoon(() -> log.add("callback"));
                assertEquals(List.of(), log);
                await(sleep(Duration.ZERO));
                assertEquals(List.of("callback"), log, "it has given way once");
                log.add("after");
                return Coroutine.done();
            }));
            assertEquals(List.of("callback", "after"), log);
            assertEquals(Duration.ZERO, loop.time());
        }
    }
}
