package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskCancelTest {

    private final VirtualTime time = new VirtualTime();
    private final EventLoop loop = new EventLoop(time);
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    /** Waits for a promise and, when cancelled there, logs the message and returns. */
    private Hand<String> catching(Promise<String> promise) {
        return Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, promise);
            }
            CancelledError cancelled = assertThrows(CancelledError.class, self::taken);
            log.add("cancelled: " + cancelled.getMessage());
            return self.end("went on");
        });
    }

    @Test
    void aCancelledTaskFindsTheErrorWhereItIsSuspended() {
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            log.add("step " + point);
            self.sent(point);
            return self.suspend(point + 1, null);
        }));
        runOnce();
        assertTrue(task.cancel("enough"));
        loop.run();
        assertEquals(List.of("step 0", "step 1"), log);
        assertTrue(task.cancelled());
        assertEquals("enough", Thrown.message(CancelledError.class, task::result));
        assertFalse(task.cancel("again"));
        assertEquals(1, task.cancelling());
    }

    @Test
    void theErrorThatEndedATaskIsKept() {
        CancelledError own = new CancelledError("own");
        Task<String> task = loop.createTask(Hand.failing(own));
        loop.run();
        assertTrue(task.cancelled());
        assertSame(own, assertThrows(CancelledError.class, task::result));
    }

    @Test
    void whatTheTaskWaitsForIsCancelledFirst() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise));
        runOnce();
        task.cancel("enough");
        assertTrue(promise.cancelled());
        assertFalse(task.done(), "not before its next step");
        loop.run();
        assertTrue(task.cancelled());
        assertEquals("enough", Thrown.message(CancelledError.class, task::result));
    }

    @Test
    void aTaskMayCatchTheCancellationAndGoOn() {
        Task<String> task = loop.createTask(catching(loop.createPromise()));
        runOnce();
        task.cancel("enough");
        assertEquals("went on", loop.runUntilComplete(task));
        assertFalse(task.cancelled());
        assertEquals(1, task.cancelling());
        assertEquals(List.of("cancelled: enough"), log);
    }

    @Test
    void aPromiseThatSomebodyElseCancelledIsNoRequestToTheTask() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise));
        runOnce();
        promise.cancel("by somebody");
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(0, task.cancelling());
    }

    @Test
    void aCancelGoesThroughATaskToTheTaskItAwaits() {
        Task<String> inner = loop.createTask(catching(loop.createPromise()));
        Task<String> outer = loop.createTask(Hand.awaiting(inner));
        runOnce();
        runOnce();
        outer.cancel("enough");
        loop.run();
        assertEquals("went on", inner.result());
        assertEquals("went on", outer.result(), "the inner task dealt with it");
        assertEquals(List.of("cancelled: enough"), log);
    }

    @Test
    void tasksThatWaitForEachOtherCanBeCancelled() {
        List<Task<String>> tasks = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            int next = (i + 1) % 3;
            tasks.add(loop.createTask(
                    Hand.of((self, point) -> (point == 0 && self.wait(1, tasks.get(next))) || self.end(self.taken()))));
        }
        runOnce();
        assertTrue(tasks.get(1).cancel("the circle"));
        loop.run();
        for (Task<String> task : tasks) {
            assertEquals("the circle", Thrown.message(CancelledError.class, task::result));
            assertEquals(1, task.cancelling());
        }
        assertEquals(List.of(), log, "nobody is woken twice");
    }

    @Test
    void aCancelGoesThroughAnyNumberOfTasks() {
        Task<String> innermost = loop.createTask(Hand.awaiting(loop.createPromise()));
        Task<String> outermost = innermost;
        for (int i = 0; i < 100_000; i++) {
            outermost = loop.createTask(Hand.awaiting(outermost));
        }
        runOnce();
        outermost.cancel("all");
        loop.run();
        assertEquals("all", Thrown.message(CancelledError.class, innermost::result));
        assertEquals("all", Thrown.message(CancelledError.class, outermost::result));
    }

    @Test
    void trap5CancelBeatsAResultThatTheCoroutineHasNotSeen() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(catching(promise));
        runOnce();
        promise.setResult("lost");
        assertTrue(task.cancel("late"));
        assertEquals("went on", loop.runUntilComplete(task));
        assertEquals(List.of("cancelled: late"), log);
    }

    @Test
    void trap5CancelBeatsTheResultOfATaskToo() {
        Task<String> inner = loop.createTask(Hand.yielding(1, "lost"));
        Task<String> outer = loop.createTask(Hand.awaiting(inner));
        inner.addDoneCallback(done -> outer.cancel());
        loop.run();
        assertTrue(outer.cancelled());
        assertEquals("lost", inner.result());
        assertEquals(0, inner.cancelling());
    }

    @Test
    void trap5UncancelToZeroRestoresTheResult() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise));
        runOnce();
        promise.setResult("kept");
        task.cancel();
        task.cancel();
        assertEquals(1, task.uncancel());
        assertEquals(0, task.uncancel());
        assertEquals("kept", loop.runUntilComplete(task));
    }

    @Test
    void trap5OneUncancelOfTwoDoesNotRestoreTheResult() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise));
        runOnce();
        promise.setResult("lost");
        task.cancel();
        task.cancel();
        task.uncancel();
        loop.run();
        assertTrue(task.cancelled());
    }

    @Test
    void trap5ACancelReplacesTheFailureOfThePromise() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise));
        runOnce();
        promise.setException(new IOException());
        task.cancel();
        loop.run();
        assertTrue(task.cancelled());
    }

    @Test
    void trap6ATaskThatIsCancelledBeforeItsFirstStepNeverRuns() {
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            try {
                log.add("body");
                return self.end("x");
            } finally {
                log.add("finally");
            }
        }));
        task.cancel("too early");
        loop.run();
        assertTrue(task.cancelled());
        assertEquals("too early", Thrown.message(CancelledError.class, task::result));
        assertEquals(List.of(), log);
    }

    @Test
    void trap6AnAwaitableThatIsNoCoroutineIsNotEvenAsked() {
        Task<String> task = loop.createTask(() -> {
            log.add("asked");
            return Hand.yielding(0, "x");
        });
        task.cancel();
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(List.of(), log);
    }

    @Test
    void trap7ATaskThatCancelsItselfAndReturnsEndsCancelled() {
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            loop.currentTask().orElseThrow().cancel("by itself");
            return self.end("lost");
        }));
        loop.run();
        assertTrue(task.cancelled());
        assertEquals("by itself", Thrown.message(CancelledError.class, task::result));
    }

    @Test
    void trap7ATaskThatCancelsItselfAndFailsKeepsItsFailure() {
        IOException failure = new IOException();
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            loop.currentTask().orElseThrow().cancel();
            throw failure;
        }));
        loop.run();
        assertFalse(task.cancelled());
        assertSame(failure, assertThrows(IOException.class, task::result));
    }

    @Test
    void aTaskThatCancelsItselfFindsTheErrorAtItsNextSuspension() {
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                loop.currentTask().orElseThrow().cancel("by itself");
                return self.suspend(1, null);
            }
            return self.end(Thrown.message(CancelledError.class, () -> self.sent(1)));
        }));
        assertEquals("by itself", loop.runUntilComplete(task));
    }

    @Test
    void aTaskThatCancelsItselfAndThenWaitsCancelsWhatItWaitsFor() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                loop.currentTask().orElseThrow().cancel("by itself");
                return self.wait(1, promise);
            }
            return self.end(Thrown.message(CancelledError.class, self::taken));
        }));
        assertEquals("by itself", loop.runUntilComplete(task));
        assertTrue(promise.cancelled());
        assertEquals("done", loop.runUntilComplete(Hand.yielding(2, "done")), "the cancel was thrown only once");
    }

    @Test
    void aTaskThatCancelsItselfAndAwaitsATaskThatGoesOnHasItsResult() {
        Task<String> inner = loop.createTask(catching(loop.createPromise()));
        runOnce();
        Task<String> outer = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                loop.currentTask().orElseThrow().cancel("by itself");
                return self.wait(1, inner);
            }
            return self.end(self.taken());
        }));
        assertEquals("went on", loop.runUntilComplete(outer));
        assertEquals(List.of("cancelled: by itself"), log);
    }

    @Test
    void aCancelThatFollowsAWrongYieldReplacesItsError() {
        Task<String> task =
                loop.createTask(Hand.of((self, point) -> self.suspend(1, self.sent(point) == null ? "wrong" : null)));
        runOnce();
        task.cancel();
        loop.run();
        assertTrue(task.cancelled());
    }

    @Test
    void trap15AResultForAPromiseThatItsTaskGaveUpIsRefused() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise));
        runOnce();
        task.cancel();
        loop.run();
        assertThrows(IllegalStateException.class, () -> promise.setResult("late"));
    }

    @Test
    void uncancelCountsDownToZeroAndNoFurther() {
        Task<String> task = loop.createTask(Hand.yielding(1, "x"));
        assertEquals(0, task.cancelling());
        assertEquals(0, task.uncancel());
        task.cancel();
        task.cancel();
        assertEquals(2, task.cancelling());
        assertEquals(1, task.uncancel());
        assertEquals(0, task.uncancel());
        assertEquals(0, task.uncancel());
        loop.run();
        assertEquals("x", task.result(), "a cancellation that was taken back is not thrown");
    }

    @Test
    void aCancelWithoutAMessageHasNone() {
        Task<String> task = loop.createTask(Hand.yielding(1, "x"));
        task.cancel();
        loop.run();
        assertNull(assertThrows(CancelledError.class, task::result).getMessage());
        assertEquals(Set.of(), loop.allTasks());
    }
}
