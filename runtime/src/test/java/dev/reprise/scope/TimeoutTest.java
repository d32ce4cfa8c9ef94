package dev.reprise.scope;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.Blocks.SECOND;
import static dev.reprise.scope.Blocks.after;
import static dev.reprise.scope.Blocks.block;
import static dev.reprise.scope.Blocks.currentTask;
import static dev.reprise.scope.Blocks.failureOf;
import static dev.reprise.scope.Blocks.isCancelled;
import static dev.reprise.scope.Blocks.seconds;
import static dev.reprise.scope.Timeout.timeout;
import static dev.reprise.scope.Timeout.timeoutAt;
import static dev.reprise.scope.WaitFor.waitFor;
import static dev.reprise.task.Shield.shield;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TimeoutTest {

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
    void trap8ACompletionInTheSamePassAsTheTimeoutIsLost() {
        Promise<String> promise = loop.createPromise();
        Task<String> task = loop.createTask(timeout(SECOND, () -> Coroutine.of(await(promise))));
        runOnce();
        loop.callLater(SECOND, () -> promise.setResult("lost")); // due after the timeout, in one pass with it
        loop.run();
        assertThrows(TimedOutException.class, task::result);

        Promise<String> other = loop.createPromise();
        loop.callLater(SECOND, () -> other.setResult("lost")); // due before the timeout, in one pass with it
        Task<String> late = loop.createTask(timeout(SECOND, () -> Coroutine.of(await(other))));
        loop.run();
        assertThrows(TimedOutException.class, late::result);
    }

    @Test
    void trap10ATimeoutOfZeroIsRaisedAtTheFirstSuspensionAndNotBefore() {
        loop.runUntilComplete(failureOf(timeout(Duration.ZERO, () -> {
            log.add("runs");
            log.add(await(Coroutine.of("what does not suspend")));
            log.add(await(isCancelled(interrupt())));
            return Coroutine.done();
        })));
        assertEquals(List.of("runs", "what does not suspend", true), log);
    }

    @Test
    void trap10ATimeoutOfZeroDoesNotSwallowACancelThatCameBefore() {
        for (Duration delay : List.of(Duration.ZERO, SECOND)) {
            Task<?> task = loop.createTask(block(() -> {
                currentTask().cancel("before");
                await(timeout(delay, () -> seconds(5)));
                return Coroutine.done();
            }));
            loop.run();
            assertTrue(task.cancelled());
            assertEquals(1, task.cancelling());
        }
    }

    @Test
    void trap10ACancelThatComesWithTheTimeoutIsNotConverted() {
        Task<?> task = loop.createTask(timeout(SECOND, () -> seconds(5)));
        runOnce();
        loop.callLater(SECOND, () -> task.cancel("in the same pass"));
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(1, task.cancelling());
    }

    @Test
    void trap10ACancelThatComesWhileTheBlockUnwindsIsNotConverted() {
        Task<?> task = loop.createTask(timeout(SECOND, () -> {
            try {
                await(seconds(5));
            } finally {
                await(seconds(2));
            }
            return Coroutine.done();
        }));
        loop.callLater(SECOND.multipliedBy(2), () -> task.cancel());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(1, task.cancelling());
    }

    @Test
    void theCountOfCancelsIsAsBefore() {
        loop.runUntilComplete(block(() -> {
            log.add(await(failureOf(timeout(SECOND, () -> seconds(5)))) instanceof TimedOutException);
            log.add(currentTask().cancelling());
            await(seconds(1));
            return Coroutine.done();
        }));
        assertEquals(List.of(true, 0), log);
    }

    @Test
    void aBlockMayCatchTheCancellationAndGoOn() {
        String result = loop.runUntilComplete(timeout(SECOND, t -> {
            log.add(await(isCancelled(seconds(5))));
            log.add(t.expired());
            assertThrows(IllegalStateException.class, () -> t.reschedule(null));
            return Coroutine.of(await(after(5, "went on")));
        }));
        assertEquals("went on", result);
        assertEquals(List.of(true, true), log);
        assertEquals(SECOND.multipliedBy(6), loop.time());
    }

    @Test
    void aTimerThatIsNotNeededAnyMoreIsTakenAway() {
        loop.runUntilComplete(timeout(Duration.ofHours(1), () -> seconds(1)));
        assertThrows(IllegalStateException.class, loop::runForever);
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aDeadlineThatIsMovedToThePastIsDueAtOnce() {
        loop.runUntilComplete(failureOf(timeoutAt(null, t -> {
            t.reschedule(Duration.ofSeconds(-1));
            log.add(await(isCancelled(seconds(5))));
            return Coroutine.done();
        })));
        assertEquals(List.of(true), log);
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void theLongestDelayIsNone() {
        Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
        Optional<Duration> when = loop.runUntilComplete(timeout(longest, t -> {
            await(seconds(1));
            return Coroutine.of(t.when());
        }));
        assertTrue(when.orElseThrow().compareTo(Duration.ofDays(1000)) > 0);
    }

    @Test
    void nothingOfTheBlockRunsBeforeTheTimeoutIsAwaited() {
        Coroutine<Void> block = timeout(SECOND, () -> {
            log.add("ran");
            return Coroutine.done();
        });
        assertEquals(List.of(), log);
        loop.runUntilComplete(block);
        assertEquals(List.of("ran"), log);
    }

    /** As in a generator that emits from inside of a timeout, and is stepped by turns with another one. */
    @Test
    void aTimeoutMayBeLeftOutOfOrder() {
        Throwable thrown = loop.runUntilComplete(failureOf(block(() -> {
            Coroutine<String> byHand = timeout(SECOND.multipliedBy(2), () -> {
                Coroutine.suspend(null);
                return Coroutine.of("left");
            });
            log.add(byHand.next());
            return timeout(SECOND, () -> {
                log.add(byHand.next());
                log.add(await(isCancelled(seconds(5))));
                return Coroutine.done();
            });
        })));
        assertEquals(null, thrown, "it went on after its cancellation");
        assertEquals(List.of(true, false, true), log);
        assertEquals(SECOND, loop.time());
    }

    // -------------------------------------------------------------------------------------------------------- wait for

    @Test
    void trap9AWaitWithoutTimeDoesNotStartTheCoroutine() {
        Coroutine<Void> never = block(() -> {
            log.add("started");
            return Coroutine.done();
        });
        assertInstanceOf(
                TimedOutException.class, loop.runUntilComplete(failureOf(waitFor(never, Duration.ofSeconds(-1)))));
        assertEquals(List.of(), log);
    }

    @Test
    void trap9AWaitWithoutTimeDoesNotStartTheCoroutineEagerlyEither() {
        loop.setTaskFactory(TaskFactory.eager());
        Coroutine<Void> never = block(() -> {
            log.add("started");
            return Coroutine.done();
        });
        assertInstanceOf(
                TimedOutException.class, loop.runUntilComplete(failureOf(waitFor(never, Duration.ofSeconds(-1)))));
        assertEquals(List.of(), log);
    }

    @Test
    void trap9AResultThatIsThereIsTakenWithoutTime() {
        Promise<String> promise = loop.createPromise();
        promise.setResult("there");
        assertEquals("there", loop.runUntilComplete(waitFor(promise, Duration.ZERO)));
    }

    @Test
    void trap9ACancelOfTheWaitIsNotLostWhenTheResultComesInTheSamePass() {
        Task<String> inner = loop.createTask(after(0, "done"));
        Task<String> task = loop.createTask(block(() -> {
            await(waitFor(inner, Duration.ofSeconds(100)));
            return Coroutine.of("not reached");
        }));
        loop.callSoon(() -> loop.callSoon(() -> task.cancel()));
        loop.run();
        assertEquals("done", inner.result());
        assertTrue(task.cancelled());
    }

    @Test
    void trap9AWaitThatIsCancelledWaitsForWhatItWaitsForToUnwind() {
        Task<?> task = loop.createTask(waitFor(
                block(() -> {
                    try {
                        await(seconds(5));
                    } catch (CancelledError cancelled) {
                        await(seconds(2));
                        log.add("unwound");
                        throw cancelled;
                    }
                    return Coroutine.done();
                }),
                Duration.ofSeconds(60)));
        loop.callLater(SECOND, () -> task.cancel());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(List.of("unwound"), log);
        assertEquals(SECOND.multipliedBy(3), loop.time());
    }

    @Test
    void whatIsShieldedGoesOnWhenTheWaitIsOver() {
        Task<String> inner = loop.createTask(after(5, "done"));
        assertInstanceOf(TimedOutException.class, loop.runUntilComplete(failureOf(waitFor(shield(inner), SECOND))));
        assertFalse(inner.done());
        assertEquals("done", loop.runUntilComplete(inner));
    }
}
