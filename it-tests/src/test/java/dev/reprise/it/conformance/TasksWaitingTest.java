package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.AsCompleted.asCompleted;
import static dev.reprise.task.Gather.gather;
import static dev.reprise.task.Gather.gatherOutcomes;
import static dev.reprise.task.Shield.shield;
import static dev.reprise.task.Sleep.sleep;
import static dev.reprise.task.WaitUntil.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Outcome;
import dev.reprise.task.ReturnWhen;
import dev.reprise.task.Task;
import dev.reprise.task.WaitUntil.Waited;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The cases of {@code test_tasks.py} about waiting for several things, and about shielding one. */
class TasksWaitingTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());

    /** What is done on the way, in order; with what a callback fails with, where no test expects it. */
    private final List<Object> log = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private void runBriefly() {
        loop.stop();
        loop.runForever();
    }

    /** Runs until nothing is ready. */
    private void runAllReady() {
        while (loop.runOnce()) {
            // once more
        }
    }

    private static Duration millis(int millis) {
        return Duration.ofMillis(millis);
    }

    @Async
    private static <T> Coroutine<T> after(int millis, T value) {
        await(sleep(millis(millis)));
        return Coroutine.of(value);
    }

    @Async
    private static Coroutine<String> failing(Throwable failure) throws Throwable {
        throw failure;
    }

    @Async
    private static <T> Coroutine<T> awaiting(Awaitable<T> awaitable) {
        return Coroutine.of(await(awaitable));
    }

    @Nested
    class BaseTaskTests {

        private final Task<String> a = loop.createTask(after(100, "a"));
        private final Task<String> b = loop.createTask(after(150, "b"));

        @Test
        void testWait() {
            for (int i = 0; i < 2; i++) { // the second time, nothing is left to wait for
                Waited<Task<String>> waited = loop.runUntilComplete(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(b, a)));
                assertEquals(Set.of(a, b), waited.done());
                assertEquals(Set.of(), waited.pending());
                assertEquals(millis(150), loop.time());
            }
        }

        /** What is no constant of the enum cannot be said. */
        @Test
        void testWaitErrors() {
            Coroutine<?> wait = waitUntil(ReturnWhen.ALL_COMPLETED, List.<Task<String>>of());
            assertThrows(IllegalArgumentException.class, () -> loop.runUntilComplete(wait));
        }

        @Test
        void testWaitFirstCompleted() {
            Waited<Task<String>> waited = loop.runUntilComplete(waitUntil(ReturnWhen.FIRST_COMPLETED, List.of(b, a)));
            assertEquals(Set.of(a), waited.done());
            assertEquals(Set.of(b), waited.pending());
            assertFalse(b.done());
            assertEquals("a", a.result());
            assertEquals(millis(100), loop.time());
        }

        @Test
        void testWaitFirstException() throws Throwable {
            Task<String> failing = loop.createTask(failing(new ArithmeticException()));
            Waited<Task<String>> waited =
                    loop.runUntilComplete(waitUntil(ReturnWhen.FIRST_EXCEPTION, List.of(failing, a)));
            assertEquals(Set.of(failing), waited.done());
            assertEquals(Set.of(a), waited.pending());
            assertEquals(Duration.ZERO, loop.time());
            assertThrows(ArithmeticException.class, failing::result);
        }

        @Test
        void testWaitWithTimeout() {
            Waited<Task<String>> waited =
                    loop.runUntilComplete(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(b, a), millis(110)));
            assertEquals(Set.of(a), waited.done());
            assertEquals(Set.of(b), waited.pending());
            assertEquals(millis(110), loop.time());
        }

        @Async
        private Coroutine<List<String>> resultsAsTheyCome(Collection<? extends Awaitable<String>> awaitables) {
            List<String> results = new ArrayList<>();
            for (Coroutine<String> next : asCompleted(awaitables)) {
                results.add(await(next));
            }
            return Coroutine.of(results);
        }

        @Test
        void testAsCompleted() {
            List<Coroutine<String>> awaitables = List.of(after(10, "b"), after(150, "c"), after(10, "a"));
            assertEquals(List.of("b", "a", "c"), loop.runUntilComplete(resultsAsTheyCome(awaitables)));
            assertEquals(millis(150), loop.time());
        }

        @Async
        private Coroutine<List<String>> resultsInTime(List<Task<String>> tasks, Duration timeout) {
            List<String> results = new ArrayList<>();
            for (Coroutine<String> next : asCompleted(tasks, timeout)) {
                try {
                    results.add(await(next));
                } catch (TimedOutException timedOut) {
                    results.add("timed out");
                }
            }
            return Coroutine.of(results);
        }

        @Test
        void testAsCompletedWithTimeout() {
            assertEquals(List.of("a", "timed out"), loop.runUntilComplete(resultsInTime(List.of(a, b), millis(120))));
            assertEquals(millis(120), loop.time());
            assertFalse(b.done());
        }

        @Async
        private Coroutine<Set<String>> resultsAtOnce(List<Coroutine<String>> awaitables) {
            List<Coroutine<String>> all = new ArrayList<>();
            asCompleted(awaitables).forEach(all::add);
            assertEquals(2, all.size());
            return Coroutine.of(Set.copyOf(await(gather(all))));
        }

        @Test
        void testAsCompletedConcurrent() {
            List<Coroutine<String>> awaitables = List.of(after(50, "a"), after(50, "b"));
            assertEquals(Set.of("a", "b"), loop.runUntilComplete(resultsAtOnce(awaitables)));
            assertEquals(millis(50), loop.time());
        }

        @Test
        void testAsCompletedDuplicateCoroutines() {
            Coroutine<String> ham = after(0, "ham");
            List<String> results = loop.runUntilComplete(resultsAsTheyCome(List.of(ham, ham, after(0, "spam"))));
            assertEquals(List.of("ham", "spam"), results);
        }

        // The wait of a shield is a coroutine, so what these cancel is the task that waits.

        @Test
        void testShieldResult() {
            Promise<Integer> inner = loop.createPromise();
            Coroutine<Integer> outer = shield(inner);
            inner.setResult(42);
            assertEquals(42, loop.runUntilComplete(outer));
        }

        @Test
        void testShieldException() {
            Promise<Integer> inner = loop.createPromise();
            Task<Integer> outer = loop.createTask(shield(inner));
            runBriefly();
            RuntimeException failure = new RuntimeException("expected");
            inner.setException(failure);
            runAllReady();
            assertSame(failure, outer.exception().orElseThrow());
        }

        @Test
        void testShieldCancelInner() {
            Promise<Integer> inner = loop.createPromise();
            Task<Integer> outer = loop.createTask(shield(inner));
            runBriefly();
            inner.cancel();
            runAllReady();
            assertTrue(outer.cancelled());
        }

        @Test
        void testShieldCancelOuter() {
            Promise<Integer> inner = loop.createPromise();
            Task<Integer> outer = loop.createTask(shield(inner));
            runBriefly();
            outer.cancel();
            runAllReady();
            assertTrue(outer.cancelled());
            assertFalse(inner.done());
        }

        @Async
        private Coroutine<Void> logs(Awaitable<?> awaitable, String message) {
            await(awaitable);
            log.add(message);
            return Coroutine.done();
        }

        @Test
        void testShieldEffect() {
            Promise<Integer> waiter = loop.createPromise();
            Task<Void> outer = loop.createTask(logs(shield(logs(waiter, "inner")), "outer"));
            runBriefly();
            outer.cancel();
            assertThrows(CancelledError.class, () -> loop.runUntilComplete(outer));
            waiter.setResult(0);
            runAllReady();
            assertEquals(List.of("inner"), log);
        }

        @Test
        void testGatherShield() {
            Promise<Integer> child1 = loop.createPromise();
            Promise<Integer> child2 = loop.createPromise();
            Task<Integer> inner1 = loop.createTask(shield(child1));
            Task<Integer> inner2 = loop.createTask(shield(child2));
            Task<List<Integer>> parent = loop.createTask(gather(inner1, inner2));
            runBriefly();
            parent.cancel();
            runAllReady();
            assertTrue(parent.cancelled());
            assertTrue(inner1.cancelled());
            assertTrue(inner2.cancelled());
            child1.setResult(1);
            child2.setResult(2);
            runAllReady();
            assertEquals(List.of(), log);
        }
    }

    /** What holds for promises and for coroutines alike. */
    abstract class GatherTestsBase {

        final Promise<Integer> a = loop.createPromise();
        final Promise<Integer> b = loop.createPromise();
        final Promise<Integer> c = loop.createPromise();
        final Promise<Integer> d = loop.createPromise();
        final Promise<Integer> e = loop.createPromise();

        abstract Awaitable<Integer> wrap(Promise<Integer> promise);

        List<Awaitable<Integer>> wrap(List<Promise<Integer>> promises) {
            List<Awaitable<Integer>> wrapped = new ArrayList<>();
            promises.forEach(promise -> wrapped.add(wrap(promise)));
            return wrapped;
        }

        @Test
        void testSuccess() {
            Task<List<Integer>> gathered = loop.createTask(gather(wrap(List.of(a, b, c))));
            b.setResult(1);
            a.setResult(2);
            runAllReady();
            assertFalse(gathered.done());
            c.setResult(3);
            runAllReady();
            assertEquals(List.of(2, 1, 3), gathered.result());
        }

        @Test
        void testResultExceptionSuccess() {
            Task<List<Outcome<Integer>>> gathered = loop.createTask(gatherOutcomes(wrap(List.of(a, b, c))));
            b.setResult(1);
            a.setResult(2);
            runAllReady();
            assertFalse(gathered.done());
            c.setResult(3);
            runAllReady();
            assertEquals(
                    List.of(2, 1, 3),
                    gathered.result().stream().map(Outcome::result).toList());
        }

        @Test
        void testOneException() {
            Task<List<Integer>> gathered = loop.createTask(gather(wrap(List.of(a, b, c, d, e))));
            ArithmeticException failure = new ArithmeticException();
            a.setResult(1);
            b.setException(failure);
            runAllReady();
            assertSame(failure, gathered.exception().orElseThrow());
            c.setResult(3);
            d.cancel();
            e.setException(new RuntimeException());
            runAllReady();
            loop.close();
            assertEquals(List.of(), log, "what comes later is nobody's business");
        }

        @Test
        void testReturnExceptions() {
            Task<List<Outcome<Integer>>> gathered = loop.createTask(gatherOutcomes(wrap(List.of(a, b, c, d))));
            ArithmeticException failure = new ArithmeticException();
            RuntimeException last = new RuntimeException();
            b.setResult(1);
            c.setException(failure);
            a.setResult(3);
            runAllReady();
            assertFalse(gathered.done());
            d.setException(last);
            runAllReady();
            assertEquals(
                    List.of(
                            new Outcome.Success<>(3),
                            new Outcome.Success<>(1),
                            new Outcome.Failure<>(failure),
                            new Outcome.Failure<>(last)),
                    gathered.result());
        }
    }

    @Nested
    class FutureGatherTests extends GatherTestsBase {

        @Override
        Awaitable<Integer> wrap(Promise<Integer> promise) {
            return promise;
        }

        @Test
        void testConstructorEmptySequenceUseRunningLoop() {
            assertEquals(List.of(), loop.runUntilComplete(gather()));
        }

        @Test
        void testOneCancellation() {
            Task<List<Integer>> gathered = loop.createTask(gather(wrap(List.of(a, b, c, d, e))));
            a.setResult(1);
            b.cancel();
            runAllReady();
            assertThrows(CancelledError.class, gathered::result);
            assertEquals(0, gathered.cancelling(), "nobody has asked the gather itself to end");
            c.setResult(3);
            d.cancel();
            e.setException(new RuntimeException());
            runAllReady();
            loop.close();
            assertEquals(List.of(), log);
        }
    }

    @Nested
    class CoroutineGatherTests extends GatherTestsBase {

        @Override
        Awaitable<Integer> wrap(Promise<Integer> promise) {
            return awaiting(promise);
        }

        @Async
        private Coroutine<Void> gathering(List<? extends Awaitable<Integer>> awaitables) {
            await(gather(awaitables));
            log.add("gathered");
            return Coroutine.done();
        }

        @Test
        void testCancellationBroadcast() {
            Task<Integer> child1 = loop.createTask(awaiting(a));
            Task<Integer> child2 = loop.createTask(awaiting(a));
            Task<Void> outer = loop.createTask(gathering(List.of(child1, child2)));
            runBriefly();
            assertTrue(outer.cancel());
            assertThrows(CancelledError.class, () -> loop.runUntilComplete(outer));
            assertTrue(a.cancelled());
            assertTrue(child1.cancelled());
            assertTrue(child2.cancelled());
            runAllReady();
            assertEquals(List.of(), log);
        }

        @Async
        private Coroutine<Integer> failsAfter(Promise<Integer> promise) {
            await(promise);
            throw new ArithmeticException("not ignored");
        }

        @Test
        void testExceptionMarking() {
            Task<Void> outer = loop.createTask(gathering(List.of(failsAfter(a), failsAfter(b))));
            runBriefly();
            a.setResult(0);
            runAllReady();
            b.setResult(0);
            runAllReady();
            assertEquals("not ignored", outer.exception().orElseThrow().getMessage());
            loop.close();
            assertEquals(List.of(), log, "the second failure is not reported");
        }
    }
}
