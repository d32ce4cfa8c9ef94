package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TaskTest {

    private final VirtualTime time = new VirtualTime();
    private final EventLoop loop = new EventLoop(time);
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    @Test
    void aTaskRunsNothingBeforeTheLoopDoes() {
        Task<String> task = loop.createTask(Hand.logging(log, "a", 1));
        assertEquals(List.of(), log);
        assertEquals("a", loop.runUntilComplete(task));
    }

    @Test
    void aTaskWaitsForAPromiseWithoutTakingSteps() {
        Promise<String> promise = loop.createPromise();
        Hand<String> coroutine = Hand.of((self, point) -> {
            log.add("step " + point);
            return (point == 0 && self.wait(1, promise)) || self.end("got " + self.taken());
        });
        loop.callLater(Duration.ofSeconds(5), () -> promise.setResult("value"));
        assertEquals("got value", loop.runUntilComplete(coroutine));
        assertEquals(List.of("step 0", "step 1"), log);
    }

    @Test
    void aTaskThatAwaitsAFailureMayCatchIt() {
        Promise<String> promise = loop.createPromise();
        IOException failure = new IOException("gone");
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                return self.wait(1, promise);
            }
            return self.end(Thrown.message(IOException.class, self::taken));
        }));
        loop.callSoon(() -> promise.setException(failure));
        assertEquals("gone", loop.runUntilComplete(task));
    }

    @Test
    void tasksMayAwaitTasks() {
        Task<String> inner = loop.createTask(Hand.yielding(3, "inner"));
        Task<String> first = loop.createTask(Hand.awaiting(inner));
        Task<String> second = loop.createTask(Hand.awaiting(inner));
        loop.run();
        assertEquals("inner", first.result());
        assertEquals("inner", second.result());
    }

    @Test
    void aPromiseYieldedByHandWakesTheTaskToo() {
        Promise<String> promise = loop.createPromise();
        loop.callSoon(() -> promise.setResult("value"));
        assertEquals("null", loop.runUntilComplete(suspendingOnce(promise)));
        IOException failure = new IOException();
        Promise<String> failing = loop.createPromise();
        failing.setException(failure);
        assertSame(failure, assertThrows(IOException.class, () -> loop.runUntilComplete(suspendingOnce(failing))));
    }

    /** Suspends with a value and returns what was sent, as a string. */
    private static Hand<String> suspendingOnce(@Nullable Object yielded) {
        return Hand.of((self, point) -> {
            Object sent = self.sent(point);
            return point == 0 ? self.suspend(1, yielded) : self.end(String.valueOf(sent));
        });
    }

    @Test
    void aWrongYieldIsAnErrorAtTheSuspensionThatNamesPlaceAndRemedy() {
        Coroutine<String> wrong = new Coroutine<>() {
            @Override
            protected boolean step(int point) {
                return point == 0 ? suspendAt(1, "what?") : returns("sent " + received());
            }

            @Override
            protected StackTraceElement locate(int point) {
                return new StackTraceElement("shop.Till", "open", "Till.java", 10 + point);
            }
        };
        String message = Thrown.message(IllegalStateException.class, () -> loop.runUntilComplete(Hand.awaiting(wrong)));
        assertEquals(
                "Task-1 cannot wait for an object of class java.lang.String, at shop.Till.open(Till.java:11): suspend with"
                        + " null to give way or with a Promise to wait for it, and await an Awaitable",
                message);
    }

    @Test
    void aWrongYieldMayBeCaughtWhereItIs() {
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            if (point == 0) {
                return self.suspend(1, 42);
            }
            if (point == 1) {
                log.add(Thrown.message(IllegalStateException.class, () -> self.sent(1)));
                return self.suspend(2, null);
            }
            self.sent(point);
            return self.end(log.get(0));
        }));
        String message = loop.runUntilComplete(task);
        assertTrue(message.contains("an object of class java.lang.Integer, in <coroutine "), message);
    }

    @Test
    void aTaskThatAwaitsItselfIsAnErrorInIt() {
        List<Task<String>> itself = new ArrayList<>();
        itself.add(loop.createTask(
                Hand.of((self, point) -> point == 0 ? self.wait(1, itself.get(0)) : self.end(self.taken()))));
        String message = Thrown.message(IllegalStateException.class, () -> loop.runUntilComplete(itself.get(0)));
        assertTrue(message.startsWith("Task-1 cannot wait for itself"), message);
    }

    @Test
    void aPromiseOfAnotherLoopIsAnErrorAtTheAwait() {
        Promise<String> foreign = new EventLoop(time).createPromise();
        String message =
                Thrown.message(IllegalStateException.class, () -> loop.runUntilComplete(Hand.awaiting(foreign)));
        assertTrue(message.contains("<Promise pending>, which belongs to another loop"), message);
    }

    @Test
    void theResultOfATaskIsItsCoroutinesAlone() {
        Task<String> task = loop.createTask(Hand.yielding(1, "own"));
        assertThrows(UnsupportedOperationException.class, () -> task.setResult("foreign"));
        assertThrows(UnsupportedOperationException.class, () -> task.setException(new Exception()));
        assertEquals("own", loop.runUntilComplete(task));
    }

    @Test
    void doneCallbacksOfATaskComeFromTheLoop() {
        Task<String> task = loop.createTask(Hand.of((self, point) -> {
            loop.callSoon(() -> log.add("scheduled in the last step"));
            return self.end("result");
        }));
        task.addDoneCallback(done -> log.add(done.result()));
        loop.run();
        assertEquals(List.of("scheduled in the last step", "result"), log);
    }

    @Test
    void aTaskThatIsDoneDropsItsCoroutine() {
        Hand<String> coroutine = Hand.yielding(1, "result");
        Task<String> task = loop.createTask(coroutine);
        assertEquals(Optional.of(coroutine), task.coroutine());
        loop.run();
        assertEquals(Optional.empty(), task.coroutine());
    }

    @Test
    void aCoroutineThatWasRunBeforeCannotBeATask() {
        Hand<String> used = Hand.yielding(0, "result");
        used.next();
        Task<String> task = loop.createTask(used);
        String message = Thrown.message(IllegalStateException.class, () -> loop.runUntilComplete(task));
        assertTrue(message.startsWith("cannot reuse "), message);
    }

    @Test
    void tasksHaveNames() {
        Task<String> first = loop.createTask(Hand.yielding(0, "x"));
        Task<String> named = loop.createTask(Hand.yielding(0, "x"), "reader");
        assertEquals("Task-1", first.name());
        assertEquals("reader", named.name());
        first.setName("writer");
        assertEquals("writer", first.name());
    }

    @Test
    void aTaskDescribesItself() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(Hand.awaiting(promise), "reader");
        assertEquals("<Task 'reader' pending <coroutine Hand created>>", task.toString());
        loop.stop();
        loop.runForever();
        assertEquals(
                "<Task 'reader' pending <coroutine Hand suspended> waiting for <Promise pending>>", task.toString());
        promise.setResult("value");
        task.cancel();
        assertEquals(
                "<Task 'reader' cancelling <coroutine Hand suspended> waiting for <Promise done>>", task.toString());
        task.uncancel();
        loop.run();
        assertEquals("<Task 'reader' done>", task.toString());
    }

    @Test
    void tasksThatWaitForOneAnotherAreDescribed() {
        List<Task<String>> circle = new ArrayList<>();
        circle.add(loop.createTask(waitingFor(circle, 1), "a"));
        circle.add(loop.createTask(waitingFor(circle, 0), "b"));
        loop.stop();
        loop.runForever();
        assertEquals(
                "<Task 'a' pending <coroutine Hand suspended> waiting for <Task 'b' pending>>",
                circle.get(0).toString());
    }

    private static Hand<String> waitingFor(List<Task<String>> tasks, int index) {
        return Hand.of((self, point) -> (point == 0 && self.wait(1, tasks.get(index))) || self.end("end"));
    }

    @Test
    void aChainOfTasksThatIsDeeperThanTheStackIsDescribed() {
        Task<String> last = loop.createTask(Hand.awaiting(loop.<String>createPromise()));
        for (int i = 0; i < 100_000; i++) {
            last = loop.createTask(Hand.awaiting(last));
        }
        loop.stop();
        loop.runForever();
        assertEquals(
                "<Task 'Task-100001' pending <coroutine Hand suspended> waiting for <Task 'Task-100000' pending>>",
                last.toString());
    }

    @Test
    void aTaskWithAMillionStepsIsStepped() {
        assertEquals("end", loop.runUntilComplete(Hand.yielding(1_000_000, "end")));
    }
}
