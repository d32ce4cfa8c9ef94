package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class EventLoopTest {

    private final VirtualTime time = new VirtualTime();
    private final EventLoop loop = new EventLoop(time);
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    @Test
    void runStepsTheTasksInTurnUntilNoneIsLeft() {
        loop.createTask(Hand.logging(log, "a", 3));
        loop.createTask(Hand.logging(log, "b", 1));
        loop.createTask(Hand.logging(log, "c", 2));
        loop.run();
        assertEquals(List.of("a0", "b0", "c0", "a1", "c1", "a2"), log);
        assertEquals(Set.of(), loop.allTasks());
    }

    @Test
    void aRunningTaskMayAddOthers() {
        loop.createTask(Hand.of((self, point) -> {
            loop.createTask(Hand.logging(log, "added", 2));
            log.add("adder");
            return self.end("done");
        }));
        loop.run();
        assertEquals(List.of("adder", "added0", "added1"), log);
    }

    @Test
    void theLastTasksCallbacksBelongToTheRunAndMayAddATask() {
        Task<String> last = loop.createTask(Hand.yielding(1, "last"));
        last.addDoneCallback(done -> loop.createTask(Hand.logging(log, "after", 2)));
        loop.run();
        assertEquals(List.of("after0", "after1"), log);
    }

    @Test
    void withoutATaskARunEndsAfterWhatIsReady() {
        loop.callSoon(() -> log.add("ready"));
        loop.callLater(Duration.ofSeconds(1), () -> log.add("timer"));
        loop.run();
        assertEquals(List.of("ready"), log);
    }

    @Test
    void aRunThatWasStoppedLeavesItsTasksToTheNext() {
        loop.createTask(Hand.logging(log, "a", 2));
        loop.callSoon(loop::stop);
        loop.run();
        assertEquals(List.of("a0"), log);
        loop.run();
        assertEquals(List.of("a0", "a1"), log);
    }

    @Test
    void aRunThatWasStoppedAsItsLastTaskEndedDoesNotEndTheNext() {
        loop.createTask(Hand.of((self, point) -> {
            loop.stop();
            return self.end("x");
        }));
        loop.run();
        loop.callLater(Duration.ofSeconds(1), () -> {
            log.add("still running");
            loop.stop();
        });
        loop.runForever();
        assertEquals(List.of("still running"), log);
    }

    @Test
    void runForeverDoesNotEndWithItsTasks() {
        loop.createTask(Hand.logging(log, "a", 1));
        loop.run();
        loop.createTask(Hand.logging(log, "b", 1));
        loop.callLater(Duration.ofSeconds(1), () -> {
            log.add("still running");
            loop.stop();
        });
        loop.runForever();
        assertEquals(List.of("a0", "b0", "still running"), log);
    }

    @Test
    void runUntilCompleteReturnsTheResultAndLeavesOtherTasksToTheNextRun() {
        loop.createTask(Hand.logging(log, "other", 5));
        assertEquals("main", loop.runUntilComplete(Hand.logging(log, "main", 2)));
        // The other task is ready when the main one ends, and so has one more step in that pass.
        assertEquals(List.of("other0", "main0", "other1", "main1", "other2"), log);
        loop.run();
        assertEquals(List.of("other0", "main0", "other1", "main1", "other2", "other3", "other4"), log);
    }

    @Test
    void runUntilCompleteThrowsTheOriginalException() {
        IOException failure = new IOException("gone");
        assertSame(failure, assertThrows(IOException.class, () -> loop.runUntilComplete(Hand.failing(failure))));
    }

    @Test
    void runUntilCompleteWaitsForAPromiseItself() {
        Promise<String> promise = loop.createPromise();
        loop.callLater(Duration.ofSeconds(3), () -> promise.setResult("value"));
        assertEquals("value", loop.runUntilComplete(promise));
        assertEquals(Duration.ofSeconds(3), loop.time());
        assertEquals("value", loop.runUntilComplete(promise), "done already");
    }

    @Test
    void anAwaitableThatIsNoCoroutineIsAskedInTheFirstStep() {
        Task<String> task = loop.createTask(() -> {
            log.add("asked");
            return Hand.yielding(1, "value");
        });
        assertEquals(List.of(), log);
        assertEquals("value", loop.runUntilComplete(task));
        assertEquals(List.of("asked"), log);
    }

    @Test
    void aPromiseOfAnotherLoopIsRefused() {
        Promise<String> foreign = new EventLoop(time).createPromise();
        assertThrows(IllegalArgumentException.class, () -> loop.runUntilComplete(foreign));
    }

    @Test
    void trap18RunUntilCompleteThatWasStoppedSaysSoAndRemovesItsCallback() {
        Promise<String> promise = loop.createPromise();
        loop.callSoon(loop::stop);
        String message = Thrown.message(IllegalStateException.class, () -> loop.runUntilComplete(promise));
        assertEquals("the loop was stopped before <Promise pending> was done", message);
        loop.callLater(Duration.ofSeconds(1), () -> promise.setResult("value"));
        loop.callLater(Duration.ofSeconds(2), () -> {
            log.add("not stopped by the promise");
            loop.stop();
        });
        loop.runForever();
        assertEquals(List.of("not stopped by the promise"), log);
    }

    @Test
    void trap18AFatalErrorOfTheMainTaskDoesNotStopTheNextRun() {
        OutOfMemoryError fatal = new OutOfMemoryError("of a test");
        assertSame(fatal, assertThrows(OutOfMemoryError.class, () -> loop.runUntilComplete(Hand.failing(fatal))));
        loop.callLater(Duration.ofSeconds(1), () -> {
            log.add("not stopped");
            loop.stop();
        });
        loop.runForever();
        assertEquals(List.of("not stopped"), log);
    }

    @Test
    void trap21AFatalErrorIsStoredInItsTaskAndThrownByTheRun() {
        InternalError fatal = new InternalError("of a test");
        Task<String> task = loop.createTask(Hand.failing(fatal));
        assertSame(fatal, assertThrows(InternalError.class, loop::run));
        assertEquals(Optional.of(fatal), task.exception());
        assertEquals(Set.of(), loop.allTasks());
        loop.run();
    }

    @Test
    void aRunInsideARunIsRefusedBeforeATaskIsMade() {
        EventLoop other = new EventLoop(time);
        loop.createTask(Hand.of((self, point) -> {
            Set<Task<?>> before = loop.allTasks();
            assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(Hand.yielding(1, "x")));
            assertThrows(IllegalStateException.class, loop::run);
            assertThrows(IllegalStateException.class, () -> other.runUntilComplete(Hand.yielding(1, "x")));
            assertEquals(before, loop.allTasks());
            assertEquals(Set.of(), other.allTasks());
            log.add("refused");
            return self.end("done");
        }));
        loop.run();
        assertEquals(List.of("refused"), log);
    }

    @Test
    void currentIsTheLoopThatRunsOnThisThread() {
        loop.createTask(Hand.of((self, point) -> {
            assertSame(loop, EventLoop.current());
            log.add("seen");
            return self.end("done");
        }));
        loop.run();
        assertEquals(List.of("seen"), log);
        String message = Thrown.message(IllegalStateException.class, EventLoop::current);
        assertTrue(message.startsWith("no event loop is running on thread "), message);
    }

    /** While a loop runs, others begin and end their runs on another thread. */
    @Test
    void eachThreadHasItsOwnCurrentLoop() {
        for (int i = 0; i < 3; i++) {
            loop.callSoon(() -> {
                assertSame(loop, EventLoop.current());
                log.add("before");
                List<EventLoop> others = CompletableFuture.supplyAsync(EventLoopTest::runAnother, ON_A_NEW_THREAD)
                        .join();
                assertSame(others.get(0), others.get(1));
                assertSame(loop, EventLoop.current());
                log.add("after");
            });
        }
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
        loop.callSoon(loop::stop);
        loop.runForever();
        assertEquals(List.of("before", "after", "before", "after", "before", "after"), log);
    }

    private static final Executor ON_A_NEW_THREAD = work -> new Thread(work).start();

    /** Returns a loop, and which one was current while it ran. */
    private static List<EventLoop> runAnother() {
        try (EventLoop another = new EventLoop(new VirtualTime())) {
            EventLoop seen = another.runUntilComplete(Hand.of((self, point) -> self.end(EventLoop.current())));
            return List.of(another, seen);
        }
    }

    @Test
    void aLoopWithoutTasksIsNotTheCurrentOne() {
        CallbackLoop plain = new CallbackLoop(time, time);
        plain.callSoon(() -> assertThrows(IllegalStateException.class, EventLoop::current));
        plain.callSoon(() -> log.add("ran"));
        plain.setExceptionHandler((from, context) -> log.add(context.toString()));
        plain.stop();
        plain.runForever();
        assertEquals(List.of("ran"), log);
    }

    @Test
    void currentTaskIsTheOneWhoseStepIsUnderWay() {
        for (String name : List.of("a", "b")) {
            loop.createTask(
                    Hand.of((self, point) -> {
                        self.sent(point);
                        log.add(name + " is " + loop.currentTask().orElseThrow().name());
                        return point < 2 ? self.suspend(point + 1, null) : self.end("done");
                    }),
                    name);
        }
        loop.callSoon(() -> log.add("no task: " + loop.currentTask().isEmpty()));
        loop.run();
        assertEquals(List.of("a is a", "b is b", "no task: true", "a is a", "b is b", "a is a", "b is b"), log);
        assertEquals(Optional.empty(), loop.currentTask());
    }

    @Test
    void currentTaskIsNoneAfterAFailure() {
        loop.createTask(Hand.failing(new IOException()));
        loop.run();
        assertEquals(Optional.empty(), loop.currentTask());
    }

    @Test
    void trap23ATaskThatNobodyHoldsButTheLoopIsNotCollected() {
        WeakReference<Promise<String>> promise = waitedForByATaskOfNobody();
        loop.runOnce();
        for (int i = 0; i < 5; i++) {
            System.gc();
        }
        Objects.requireNonNull(promise.get(), "only the task holds it").setResult("woken");
        loop.run();
        assertEquals(List.of("woken"), log);
    }

    private WeakReference<Promise<String>> waitedForByATaskOfNobody() {
        Promise<String> promise = loop.createPromise();
        loop.createTask(Hand.awaiting(promise)).addDoneCallback(task -> log.add(task.result()));
        return new WeakReference<>(promise);
    }

    @Test
    void trap23AllTasksHoldsThoseThatHaveNotEnded() {
        Task<String> waiting = loop.createTask(Hand.awaiting(loop.createPromise()));
        Task<String> brief = loop.createTask(Hand.yielding(0, "brief"));
        assertEquals(Set.of(waiting, brief), loop.allTasks());
        loop.runUntilComplete(brief);
        assertEquals(Set.of(waiting), loop.allTasks());
        assertNotSame(loop.allTasks(), loop.allTasks(), "each is a copy");
        assertFalse(waiting.done());
    }

    @Test
    void aTaskThatNobodyWakesIsADeadlockOnVirtualTime() {
        loop.createTask(Hand.awaiting(loop.createPromise()));
        assertThrows(IllegalStateException.class, loop::run);
    }
}
