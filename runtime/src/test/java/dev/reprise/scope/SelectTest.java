package dev.reprise.scope;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.Blocks.SECOND;
import static dev.reprise.scope.Blocks.after;
import static dev.reprise.scope.Blocks.block;
import static dev.reprise.scope.Blocks.currentTask;
import static dev.reprise.scope.Blocks.failAfter;
import static dev.reprise.scope.Blocks.failureOf;
import static dev.reprise.scope.Blocks.isCancelled;
import static dev.reprise.scope.Blocks.logCancel;
import static dev.reprise.scope.Blocks.seconds;
import static dev.reprise.scope.CancelScope.moveOnAfter;
import static dev.reprise.scope.Select.on;
import static dev.reprise.scope.Select.select;
import static dev.reprise.scope.StaggeredRace.staggeredRace;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.sync.Queue;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SelectTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<Object> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    @Test
    void theFirstThatHasAResultIsChosenAndTheOthersAreCancelled() {
        String chosen = loop.runUntilComplete(select(
                on(logCancel(log, "slow", 9), nothing -> Coroutine.of("slow")),
                on(after(1, "fast"), value -> Coroutine.of("chose " + value)),
                on(logCancel(log, "slower", 99), nothing -> Coroutine.of("slower"))));
        assertEquals("chose fast", chosen);
        assertEquals(List.of("slow", "slower"), log);
        assertEquals(SECOND, loop.time());
        assertEquals(Set.of(), loop.allTasks());
    }

    @Test
    void theFunctionRunsInTheTaskThatAwaits() {
        loop.runUntilComplete(block(() -> {
            Task<?> task = currentTask();
            return select(on(after(1, "x"), x -> {
                await(seconds(1));
                log.add(currentTask() == task);
                return Coroutine.done();
            }));
        }));
        assertEquals(List.of(true), log);
    }

    @Test
    void oneThatHasAResultAtOnceKeepsLaterOnesFromStarting() {
        for (TaskFactory factory : List.of(TaskFactory.lazy(), TaskFactory.eager())) {
            loop.setTaskFactory(factory);
            Coroutine<String> later = block(() -> Coroutine.of("started " + log.add("started")));
            String chosen = loop.runUntilComplete(select(
                    on(seconds(1), nothing -> Coroutine.of("first")),
                    on(block(() -> Coroutine.of("ready")), Coroutine::of),
                    on(later, Coroutine::of)));
            assertEquals("ready", chosen);
            assertEquals(List.of(), log);
            assertEquals(Coroutine.State.CLOSED, later.state());
        }
    }

    @Test
    void noItemIsTakenFromAQueueForNobody() {
        Queue<String> a = new Queue<>();
        Queue<String> b = new Queue<>();
        Task<String> task = loop.createTask(select(on(a.get(), Coroutine::of), on(b.get(), Coroutine::of)));
        runOnce();
        runOnce();
        a.putNowait("from a");
        b.putNowait("from b");
        loop.run();
        assertEquals("from a", task.result());
        assertEquals(0, a.size());
        assertEquals(1, b.size());
    }

    @Test
    void anItemThatHasLeftItsQueueIsNotLostToACancel() {
        Queue<String> queue = new Queue<>();
        Task<?> task = loop.createTask(select(
                on(queue.get(), item -> {
                    log.add(item);
                    log.add(await(isCancelled(interrupt())));
                    return Coroutine.done();
                }),
                on(seconds(100), nothing -> Coroutine.done())));
        runOnce();
        runOnce();
        loop.callSoon(() -> queue.putNowait("item"));
        loop.callSoon(() -> loop.callSoon(() -> task.cancel())); // when the case has it, and the select has not
        loop.run();
        assertEquals(0, queue.size());
        assertEquals(List.of("item", true), log);
        assertEquals(1, task.cancelling());
    }

    @Test
    void aCancelOfTheSelectCancelsAllCases() {
        Task<?> task = loop.createTask(select(
                on(logCancel(log, "a", 9), nothing -> Coroutine.done()),
                on(logCancel(log, "b", 9), nothing -> Coroutine.done())));
        loop.callLater(SECOND, () -> task.cancel());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(List.of("a", "b"), log);
    }

    @Test
    void aDeadlineEndsASelect() {
        assertEquals(
                Optional.empty(),
                loop.runUntilComplete(moveOnAfter(SECOND, () -> select(on(after(5, "late"), Coroutine::of)))));
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aPromiseIsOnlyWatched() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(after(5, "task"));
        assertEquals(
                "x",
                loop.runUntilComplete(
                        select(on(promise, Coroutine::of), on(task, Coroutine::of), on(after(1, "x"), Coroutine::of))));
        assertFalse(promise.done());
        assertEquals("task", loop.runUntilComplete(select(on(promise, Coroutine::of), on(task, Coroutine::of))));
    }

    @Test
    void aCaseThatFailsFirstFailsTheSelect() {
        IOException failure = new IOException();
        ArithmeticException late = new ArithmeticException();
        Throwable thrown = loop.runUntilComplete(failureOf(select(
                on(failAfter(1, failure), nothing -> Coroutine.done()),
                on(failsWhenCancelled(late), nothing -> Coroutine.done()))));
        assertSame(failure, thrown);
        assertArrayEquals(new Throwable[] {late}, failure.getSuppressed());
    }

    private static Coroutine<Void> failsWhenCancelled(RuntimeException failure) {
        return block(() -> {
            if (await(isCancelled(seconds(9)))) {
                throw failure;
            }
            return Coroutine.done();
        });
    }

    @Test
    void aCaseThatFailsWhenAnotherIsChosenIsReported() {
        String chosen = loop.runUntilComplete(select(
                on(after(1, "x"), Coroutine::of),
                on(failsWhenCancelled(new ArithmeticException("late")), nothing -> Coroutine.of("never"))));
        assertEquals("x", chosen);
        assertEquals(1, log.size());
        assertTrue(log.get(0).toString().contains("java.lang.ArithmeticException: late"), log.toString());
    }

    @Test
    void aPromiseThatWasCancelledFailsTheSelect() {
        Promise<String> promise = loop.createPromise();
        promise.cancel("somebody");
        Throwable thrown =
                loop.runUntilComplete(failureOf(select(on(promise, Coroutine::of), on(after(1, "x"), Coroutine::of))));
        assertEquals("somebody", ((CancelledError) thrown).getMessage());
    }

    @Test
    void ofNothingThereIsNoFirst() {
        assertThrows(IllegalArgumentException.class, () -> loop.runUntilComplete(select()));
    }

    // --------------------------------------------------------------------------------------------------------- a race

    @Test
    void theNextOneStartsAfterADelayAndTheFirstThatReturnsCancelsTheOthers() {
        StaggeredRace.Result<String> race = loop.runUntilComplete(staggeredRace(
                List.of(() -> after(100, "slow"), () -> after(5, "fast"), () -> after(1, "third")),
                SECOND.multipliedBy(3)));
        assertEquals("third", race.value());
        assertEquals(OptionalInt.of(2), race.winner());
        assertEquals(3, race.failures().size());
        assertTrue(race.failures().get(0).orElseThrow() instanceof CancelledError);
        assertTrue(race.failures().get(1).orElseThrow() instanceof CancelledError);
        assertEquals(SECOND.multipliedBy(7), loop.time());
    }

    @Test
    void aFailureStartsTheNextOneAtOnce() {
        StaggeredRace.Result<Void> race = loop.runUntilComplete(staggeredRace(
                List.of(() -> failAfter(1, new IOException("a")), () -> seconds(1)), SECOND.multipliedBy(9)));
        assertEquals(OptionalInt.of(1), race.winner());
        assertEquals(SECOND.multipliedBy(2), loop.time());
    }

    @Test
    void whatWasNotStartedNeverIs() {
        loop.runUntilComplete(staggeredRace(
                List.of(() -> after(1, "x"), () -> {
                    log.add("started");
                    return Coroutine.of("y");
                }),
                SECOND.multipliedBy(9)));
        assertEquals(List.of(), log);
    }

    @Test
    void aRaceThatIsCancelledCancelsWhatRuns() {
        Task<StaggeredRace.Result<Void>> task =
                loop.createTask(staggeredRace(List.of(() -> logCancel(log, "a", 9)), null));
        loop.callLater(SECOND, () -> task.cancel());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(List.of("a"), log);
    }
}
