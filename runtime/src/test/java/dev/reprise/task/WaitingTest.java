package dev.reprise.task;

import static dev.reprise.task.AsCompleted.asCompleted;
import static dev.reprise.task.Gather.gather;
import static dev.reprise.task.Gather.gatherOutcomes;
import static dev.reprise.task.Shield.shield;
import static dev.reprise.task.WaitUntil.waitUntil;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** Waiting for several things: what {@code asyncio}'s own cases do not say. */
class WaitingTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    // ---------------------------------------------------------------------------------------------------------- gather

    @Test
    void outcomesSayWhatEachEndedWith() {
        IOException failure = new IOException("gone");
        Promise<String> cancelled = loop.createPromise();
        cancelled.cancel("by somebody");
        List<Outcome<String>> outcomes =
                loop.runUntilComplete(gatherOutcomes(Hand.yielding(3, "a"), Hand.failing(failure), cancelled));
        assertEquals(new Outcome.Success<>("a"), outcomes.get(0));
        assertEquals(new Outcome.Failure<>(failure), outcomes.get(1));
        assertEquals("a", outcomes.get(0).result());
        assertTrue(outcomes.get(0).succeeded());
        assertEquals("gone", Thrown.message(IOException.class, outcomes.get(1)::result));
        assertFalse(outcomes.get(1).cancelled());
        assertTrue(outcomes.get(2).cancelled());
        assertEquals("by somebody", Thrown.message(CancelledError.class, outcomes.get(2)::result));
    }

    @Test
    void trap13AnOuterCancelBeatsTheOutcomes() {
        Task<List<Outcome<String>>> outer = loop.createTask(gatherOutcomes(Hand.awaiting(loop.createPromise())));
        runOnce();
        runOnce();
        outer.cancel("outer");
        loop.run();
        assertTrue(outer.cancelled());
        assertEquals("outer", Thrown.message(CancelledError.class, outer::result));
    }

    @Test
    void trap13OutcomesOfOneThatIsGivenTwiceAreThereTwice() {
        Hand<String> once = Hand.logging(log, "once", 1);
        assertEquals(
                List.of(new Outcome.Success<>("once"), new Outcome.Success<>("once")),
                loop.runUntilComplete(gatherOutcomes(once, once)));
        assertEquals(List.of("once0"), log);
    }

    @Test
    void aCancelGoesThroughAnyNumberOfGathers() {
        Promise<Object> innermost = loop.createPromise();
        Awaitable<Object> nested = innermost;
        for (int i = 0; i < 20_000; i++) {
            Coroutine<List<Object>> gathered = gather(List.of(nested));
            nested = Hand.of((self, point) ->
                    (point == 0 && self.wait(1, gathered)) || self.end((Object) self.<List<Object>>taken()));
        }
        Task<Object> outermost = loop.createTask(nested);
        while (loop.runOnce()) {
            // until all of them wait
        }
        outermost.cancel("all");
        assertTrue(innermost.cancelled());
        loop.run();
        assertEquals("all", Thrown.message(CancelledError.class, outermost::result));
    }

    @Test
    void aCancelReachesAllThatIsGatheredBelow() {
        List<Promise<String>> leaves = new ArrayList<>();
        List<Coroutine<List<String>>> pairs = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Promise<String> left = loop.createPromise();
            Promise<String> right = loop.createPromise();
            leaves.add(left);
            leaves.add(right);
            pairs.add(gather(left, right));
        }
        Task<List<List<String>>> all = loop.createTask(gather(pairs));
        runOnce();
        runOnce();
        all.cancel();
        leaves.forEach(leaf -> assertTrue(leaf.cancelled()));
        loop.run();
        assertTrue(all.cancelled());
        assertEquals(1, all.cancelling());
    }

    // ---------------------------------------------------------------------------------------------------------- shield

    @Test
    void trap14AFailureThatComesWhenNobodyWaitsIsReportedOnce() {
        Promise<String> inner = loop.createPromise();
        List<Task<String>> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waits.add(loop.createTask(shield(inner)));
        }
        runOnce();
        waits.forEach(Task::cancel);
        loop.run();
        inner.setException(new IOException("late"));
        runOnce();
        assertEquals(1, log.size());
        assertTrue(log.get(0).contains("java.io.IOException: late"), log.get(0));
    }

    @Test
    void trap14AFailureInTheSamePassAsTheCancelIsReported() {
        Promise<String> inner = loop.createPromise();
        Task<String> wait = loop.createTask(shield(inner));
        runOnce();
        wait.cancel();
        inner.setException(new IOException("late"));
        loop.run();
        runOnce();
        assertTrue(wait.cancelled());
        assertEquals(1, log.size());
    }

    @Test
    void trap14NoWaiterIsLeaked() {
        Promise<String> inner = loop.createPromise();
        for (int i = 0; i < 1000; i++) {
            Task<String> wait = loop.createTask(shield(inner));
            runOnce();
            wait.cancel();
            loop.run();
        }
        inner.setException(new IOException("late"));
        loop.run();
        runOnce();
        assertEquals(1, log.size(), "each waiter that is left would report");
    }

    @Test
    void whatIsShieldedRunsOn() {
        Task<String> wait = loop.createTask(shield(Hand.logging(log, "inner", 4)));
        runOnce();
        runOnce();
        wait.cancel();
        loop.run();
        assertTrue(wait.cancelled());
        assertEquals(List.of("inner0", "inner1", "inner2", "inner3"), log);
    }

    // ------------------------------------------------------------------------------------------------------------ wait

    @Test
    void aWaitCancelsNothing() {
        Promise<String> promise = loop.createPromise();
        Task<WaitUntil.Waited<Promise<String>>> wait =
                loop.createTask(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(promise)));
        runOnce();
        wait.cancel();
        loop.run();
        assertTrue(wait.cancelled());
        assertFalse(promise.done());
    }

    @Test
    void aWaitForTheFirstExceptionTakesACancellationForNone() {
        Promise<String> cancelled = loop.createPromise();
        Promise<String> other = loop.createPromise();
        cancelled.cancel();
        Task<WaitUntil.Waited<Promise<String>>> wait =
                loop.createTask(waitUntil(ReturnWhen.FIRST_EXCEPTION, List.of(cancelled, other)));
        runOnce();
        runOnce();
        assertFalse(wait.done());
        other.setResult("x");
        loop.run();
        assertEquals(2, wait.result().done().size());
    }

    @Test
    void aPromiseOfAnotherLoopIsRefused() {
        Promise<String> foreign = new EventLoop(new VirtualTime()).createPromise();
        assertThrows(
                IllegalArgumentException.class,
                () -> loop.runUntilComplete(waitUntil(ReturnWhen.ALL_COMPLETED, List.of(foreign))));
    }

    // ---------------------------------------------------------------------------------------------------- as completed

    /** Calls it in a task, where a loop is running. */
    private Iterator<Coroutine<String>> arrivals(List<Awaitable<String>> awaitables, Duration timeout) {
        return loop.runUntilComplete(Hand.of(
                (self, point) -> self.end(asCompleted(awaitables, timeout).iterator())));
    }

    @Test
    void aCancelledWaitTakesNoResultWithIt() {
        Promise<String> promise = loop.createPromise();
        Promise<String> other = loop.createPromise();
        Iterator<Coroutine<String>> arrivals = arrivals(List.of(promise, other), Duration.ofHours(1));
        Task<String> first = loop.createTask(arrivals.next());
        Task<String> second = loop.createTask(arrivals.next());
        runOnce();
        promise.setResult("x");
        runOnce(); // wakes the first
        first.cancel();
        loop.callLater(Duration.ofMillis(1), loop::stop);
        loop.runForever();
        assertTrue(first.cancelled());
        assertEquals("x", second.result());
    }

    @Test
    void afterTheTimeoutEachOneThrows() {
        Promise<String> promise = loop.createPromise();
        Promise<String> other = loop.createPromise();
        Iterator<Coroutine<String>> arrivals = arrivals(List.of(promise, other), Duration.ofSeconds(1));
        Coroutine<String> next = arrivals.next();
        assertEquals(
                "not all were done after PT1S",
                Thrown.message(TimedOutException.class, () -> loop.runUntilComplete(next)));
        promise.setResult("late");
        Coroutine<String> last = arrivals.next();
        assertThrows(TimedOutException.class, () -> loop.runUntilComplete(last));
        assertFalse(arrivals.hasNext());
        assertThrows(NoSuchElementException.class, arrivals::next);
    }

    @Test
    void outsideALoopThereIsNothingToCompleteOn() {
        assertThrows(IllegalStateException.class, () -> asCompleted(List.of(Coroutine.of("x"))));
    }
}
