package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GatherTest {

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

    /** Waits for a promise, whatever a cancellation says, and returns {@code result}. */
    private static Hand<String> stubborn(Promise<String> promise, String result) {
        return Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, promise);
            }
            assertThrows(CancelledError.class, self::taken);
            return self.end(result);
        });
    }

    @Test
    void resultsStandInTheOrderOfTheArguments() {
        List<String> results = loop.runUntilComplete(
                Gather.gather(Hand.yielding(3, "slow"), Hand.yielding(0, "fast"), Coroutine.of("done")));
        assertEquals(List.of("slow", "fast", "done"), results);
    }

    @Test
    void theAwaitablesRunAtOnce() {
        loop.runUntilComplete(Gather.gather(Hand.logging(log, "a", 2), Hand.logging(log, "b", 2)));
        assertEquals(List.of("a0", "b0", "a1", "b1"), log);
    }

    @Test
    void aCollectionDoesAsWell() {
        List<Coroutine<String>> both = List.of(Hand.yielding(1, "a"), Hand.yielding(0, "b"));
        assertEquals(List.of("a", "b"), loop.runUntilComplete(Gather.gather(both)));
    }

    @Test
    void nothingGathersToNothing() {
        assertEquals(List.of(), loop.runUntilComplete(Gather.gather()));
    }

    @Test
    void callingItRunsNothingUntilItIsStepped() {
        Coroutine<List<String>> gather = Gather.gather(Hand.logging(log, "a", 1));
        runOnce();
        assertEquals(List.of(), log);
        assertEquals(Set.of(), loop.allTasks());
        assertEquals(List.of("a"), loop.runUntilComplete(gather));
    }

    @Test
    void anArrayThatChangesAfterTheCallDoesNotMatter() {
        List<Awaitable<String>> awaitables = new ArrayList<>(List.of(Hand.yielding(0, "a")));
        Coroutine<List<String>> gather = Gather.gather(awaitables);
        awaitables.clear();
        assertEquals(List.of("a"), loop.runUntilComplete(gather));
    }

    @Test
    void nullIsAResultLikeAnyOther() {
        assertEquals(
                Arrays.asList(null, null), loop.runUntilComplete(Gather.gather(Coroutine.done(), Coroutine.done())));
    }

    @Test
    void trap13OneThatIsGivenTwiceIsRunOnce() {
        Hand<String> once = Hand.logging(log, "once", 1);
        assertEquals(
                List.of("once", "other", "once"),
                loop.runUntilComplete(Gather.gather(once, Hand.yielding(2, "other"), once)));
        assertEquals(List.of("once0"), log);
    }

    @Test
    void promisesAreWaitedForWithoutATask() {
        Promise<String> promise = loop.createPromise();
        Task<List<String>> gather = loop.createTask(Gather.gather(List.of(promise)));
        runOnce();
        assertEquals(Set.of(gather), loop.allTasks());
        promise.setResult("value");
        loop.run();
        assertEquals(List.of("value"), gather.result());
    }

    @Test
    void whatIsDoneIsNotWaitedFor() {
        Promise<String> a = loop.createPromise();
        Promise<String> b = loop.createPromise();
        a.setResult("a");
        b.setResult("b");
        Coroutine<String> main = Hand.of((self, point) -> {
            loop.callSoon(() -> log.add("a pass later"));
            assertFalse(self.wait(1, Gather.gather(List.of(a, b))));
            log.addAll(self.<List<String>>taken());
            return self.end("end");
        });
        loop.runUntilComplete(main);
        assertEquals(List.of("a", "b", "a pass later"), log);
    }

    @Test
    void ofTwoThatHaveFailedAlreadyTheFirstArgumentCounts() {
        Promise<String> a = loop.createPromise();
        Promise<String> b = loop.createPromise();
        b.setException(new IOException("b"));
        a.setException(new IOException("a"));
        assertEquals("a", Thrown.message(IOException.class, () -> loop.runUntilComplete(Gather.gather(List.of(a, b)))));
    }

    @Test
    void theFirstFailureIsDeliveredAtOnceAndTheOthersGoOn() {
        IOException failure = new IOException("gone");
        Hand<String> slow = Hand.logging(log, "slow", 50);
        Task<String> other = loop.createTask(slow);
        assertSame(
                failure,
                assertThrows(
                        IOException.class, () -> loop.runUntilComplete(Gather.gather(other, Hand.failing(failure)))));
        assertFalse(other.done());
        loop.run();
        assertEquals("slow", other.result());
    }

    @Test
    void aSecondFailureChangesNothing() {
        IOException first = new IOException("first");
        Task<List<String>> gather =
                loop.createTask(Gather.gather(Hand.failing(first), Hand.failing(new IOException("second"))));
        List<Object> reported = new ArrayList<>();
        loop.setExceptionHandler((from, context) -> reported.add(context));
        loop.run();
        assertSame(first, assertThrows(IOException.class, gather::result));
        assertEquals(List.of(), reported);
    }

    @Test
    void trap13AChildThatIsCancelledIsAFailureAndNoCancelOfTheOuterTask() {
        Promise<String> cancelled = loop.createPromise();
        Task<String> other = loop.createTask(Hand.awaiting(loop.createPromise()));
        Task<String> outer = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, Gather.gather(cancelled, other));
            }
            return self.end("caught " + Thrown.message(CancelledError.class, self::taken));
        }));
        runOnce();
        cancelled.cancel("the child");
        assertEquals("caught the child", loop.runUntilComplete(outer));
        assertEquals(0, outer.cancelling());
        assertFalse(other.done());
    }

    @Test
    void cancellingTheGatherCancelsItsChildren() {
        Task<String> a = loop.createTask(Hand.awaiting(loop.createPromise()));
        Task<String> b = loop.createTask(Hand.awaiting(loop.createPromise()));
        Task<List<String>> gather = loop.createTask(Gather.gather(a, b));
        runOnce();
        assertTrue(gather.cancel("all"));
        loop.run();
        assertTrue(gather.cancelled());
        assertEquals("all", Thrown.message(CancelledError.class, gather::result));
        assertTrue(a.cancelled());
        assertTrue(b.cancelled());
        assertEquals(1, a.cancelling());
    }

    @Test
    void trap13ACancelledGatherEndsCancelledEvenIfItsChildrenGoOn() {
        Promise<String> promise = loop.createPromise();
        Task<List<String>> gather = loop.createTask(Gather.gather(stubborn(promise, "went on")));
        runOnce();
        runOnce();
        gather.cancel("all");
        loop.run();
        assertTrue(gather.cancelled());
        assertEquals("all", Thrown.message(CancelledError.class, gather::result));
    }

    @Test
    void aCancelThatComesWhenAllChildrenHaveEndedStillCancels() {
        Promise<String> promise = loop.createPromise();
        Task<List<String>> gather = loop.createTask(Gather.gather(List.of(promise)));
        runOnce();
        promise.setResult("lost");
        gather.cancel();
        loop.run();
        assertTrue(gather.cancelled());
    }

    @Test
    void aTaskThatGathersItselfCanBeCancelled() {
        List<Task<List<String>>> itself = new ArrayList<>();
        itself.add(loop.createTask(Hand.of(
                (self, point) -> (point == 0 && self.wait(1, Gather.gather(itself))) || self.end(self.taken()))));
        runOnce();
        itself.get(0).cancel("the circle");
        loop.run();
        assertEquals("the circle", Thrown.message(CancelledError.class, itself.get(0)::result));
    }

    @Test
    void aTaskThatGathersItselfIsWokenOnceWhenItIsCancelledAfterAFailure() {
        Promise<List<String>> failing = loop.createPromise();
        List<Awaitable<List<String>>> gathered = new ArrayList<>(List.of(failing));
        Task<List<List<String>>> task = loop.createTask(Hand.of(
                (self, point) -> (point == 0 && self.wait(1, Gather.gather(gathered))) || self.end(self.taken())));
        gathered.add(Hand.of((self, point) -> (point == 0 && self.wait(1, task)) || self.end(List.of())));
        runOnce();
        failing.addDoneCallback(done -> task.cancel()); // after the callback of the gather
        failing.setException(new IOException());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(List.of(), log);
    }

    @Test
    void aPromiseOfAnotherLoopIsRefused() {
        Promise<String> foreign = new EventLoop(new VirtualTime()).createPromise();
        assertThrows(IllegalArgumentException.class, () -> loop.runUntilComplete(Gather.gather(List.of(foreign))));
    }
}
