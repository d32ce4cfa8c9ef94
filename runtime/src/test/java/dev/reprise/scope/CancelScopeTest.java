package dev.reprise.scope;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.Blocks.SECOND;
import static dev.reprise.scope.Blocks.block;
import static dev.reprise.scope.Blocks.currentTask;
import static dev.reprise.scope.Blocks.failureOf;
import static dev.reprise.scope.Blocks.isCancelled;
import static dev.reprise.scope.Blocks.seconds;
import static dev.reprise.scope.CancelScope.edgeTriggered;
import static dev.reprise.scope.CancelScope.failAfter;
import static dev.reprise.scope.CancelScope.failAt;
import static dev.reprise.scope.CancelScope.moveOnAfter;
import static dev.reprise.scope.CancelScope.moveOnAt;
import static dev.reprise.scope.CancelScope.shielded;
import static dev.reprise.scope.TaskGroup.taskGroup;
import static dev.reprise.scope.Timeout.timeout;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.Generator;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.sync.Condition;
import dev.reprise.sync.Lock;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelScopeTest {

    private final VirtualTime time = new VirtualTime();
    private final EventLoop loop = new EventLoop(time);
    private final List<Object> log = new ArrayList<>();
    private final CancelScope scope = new CancelScope();
    private final CancelScope outer = new CancelScope();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private void runOnce() {
        loop.stop();
        loop.runForever();
    }

    // ------------------------------------------------------------------------------------------------------ the level

    @Test
    void aScopeThatIsNotCancelledReturnsTheResultOfItsBlock() {
        assertEquals(Optional.of("x"), loop.runUntilComplete(scope.run(() -> Blocks.after(1, "x"))));
        assertFalse(scope.cancelCalled());
        assertFalse(scope.cancelledCaught());
    }

    @Test
    void eachAwaitThatSuspendsThrowsAgain() {
        Optional<String> result = loop.runUntilComplete(scope.run(() -> {
            scope.cancel("enough");
            for (int i = 0; i < 3; i++) {
                log.add(await(isCancelled(seconds(1))));
            }
            log.add(await(isCancelled(interrupt())));
            await(seconds(1));
            return Coroutine.of("not reached");
        }));
        assertEquals(Optional.empty(), result);
        assertEquals(List.of(true, true, true, true), log);
        assertTrue(scope.cancelledCaught());
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void anAwaitThatDoesNotSuspendDoesNotThrow() {
        Optional<String> result = loop.runUntilComplete(scope.run(() -> {
            scope.cancel();
            return Coroutine.of(await(Coroutine.of("value")));
        }));
        assertEquals(Optional.of("value"), result);
        assertTrue(scope.cancelCalled());
        assertFalse(scope.cancelledCaught());
    }

    @Test
    void whatTheTaskWaitsForIsCancelledWhenTheScopeIs() {
        Promise<String> promise = loop.createPromise();
        Task<Optional<String>> task = loop.createTask(scope.run(() -> Coroutine.of(await(promise))));
        runOnce();
        scope.cancel("enough");
        assertTrue(promise.cancelled());
        loop.run();
        assertEquals(Optional.empty(), task.result());
        assertEquals(0, task.cancelling());
    }

    @Test
    void aCancelOnAnotherThreadIsRefusedAndChangesNothing() {
        Thread other = new Thread(() -> {
            for (Runnable call :
                    List.<Runnable>of(scope::cancel, () -> scope.setShield(true), () -> scope.setDeadline(SECOND))) {
                log.add(assertThrows(IllegalStateException.class, call::run).getMessage());
            }
        });
        loop.callLater(SECOND, () -> {
            other.start();
            assertDoesNotThrow(() -> other.join());
        });
        loop.callLater(SECOND.multipliedBy(2), scope::cancel);
        assertEquals(Optional.empty(), loop.runUntilComplete(scope.run(() -> Blocks.after(9, "x"))));
        assertEquals(Duration.ofSeconds(2), loop.time());
        String error = " was called on thread " + other.getName() + ", but the loop runs on thread "
                + Thread.currentThread().getName() + ": go through callSoonThreadsafe";
        assertEquals(List.of("cancel" + error, "setShield" + error, "setDeadline" + error), log);
    }

    @Test
    void aResultThatIsThereIsNotLost() {
        Promise<String> promise = loop.createPromise();
        Task<Optional<String>> task = loop.createTask(scope.run(() -> {
            log.add(await(promise));
            log.add(await(isCancelled(interrupt())));
            return Coroutine.of("end");
        }));
        runOnce();
        promise.setResult("value");
        scope.cancel();
        loop.run();
        assertEquals(Optional.of("end"), task.result());
        assertEquals(List.of("value", true), log);
    }

    @Test
    void theTaskGoesOnUncancelledAfterTheScope() {
        loop.runUntilComplete(block(() -> {
            await(scope.run(() -> {
                scope.cancel();
                await(seconds(1));
                return Coroutine.done();
            }));
            await(seconds(5));
            return Coroutine.done();
        }));
        assertEquals(SECOND.multipliedBy(5), loop.time());
    }

    @Test
    void aCancellationThatNobodyFoundEndsWithTheScope() {
        loop.runUntilComplete(block(() -> {
            await(scope.run(() -> {
                scope.cancel();
                return Coroutine.done();
            }));
            await(interrupt());
            return Coroutine.done();
        }));
        assertFalse(scope.cancelledCaught());
    }

    @Test
    void aScopeThatWasCancelledBeforeCancelsItsBlockAtOnce() {
        scope.cancel();
        assertEquals(Optional.empty(), loop.runUntilComplete(scope.run(() -> Blocks.after(1, "late"))));
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void otherExceptionsPass() {
        assertThrows(
                IOException.class,
                () -> loop.runUntilComplete(scope.run(() -> {
                    scope.cancel();
                    if (await(isCancelled(seconds(1)))) {
                        throw new IOException("instead");
                    }
                    return Coroutine.done();
                })));
        assertFalse(scope.cancelledCaught());
    }

    @Test
    void aCancellationOfSomethingElseIsNotCaught() {
        Promise<String> promise = loop.createPromise();
        promise.cancel("somebody");
        assertThrows(CancelledError.class, () -> loop.runUntilComplete(scope.run(() -> Coroutine.of(await(promise)))));
    }

    @Test
    void aScopeIsForOneUse() {
        loop.runUntilComplete(scope.run(() -> Coroutine.done()));
        assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(scope.run(() -> Coroutine.done())));
        scope.cancel();
        assertTrue(scope.cancelCalled());
    }

    @Test
    void aScopeNeedsATask() {
        List<Throwable> thrown = new ArrayList<>();
        loop.callSoon(() -> thrown.add(assertThrows(
                IllegalStateException.class,
                () -> scope.run(() -> Coroutine.done()).next())));
        runOnce();
        assertTrue(String.valueOf(thrown.get(0).getMessage()).contains("needs a task"));
    }

    // ----------------------------------------------------------------------------------------------------- nested ones

    @Test
    void ofTwoThatAreCancelledTheOuterOneCatches() {
        loop.runUntilComplete(outer.run(() -> scope.run(() -> {
            scope.cancel();
            outer.cancel();
            await(seconds(1));
            return Coroutine.done();
        })));
        assertFalse(scope.cancelledCaught());
        assertTrue(outer.cancelledCaught());
    }

    @Test
    void theOuterOneCatchesAlsoIfItIsCancelledWhileTheInnerOneUnwinds() {
        loop.runUntilComplete(outer.run(() -> scope.run(() -> {
            scope.cancel();
            try {
                await(seconds(1));
            } finally {
                outer.cancel();
            }
            return Coroutine.done();
        })));
        assertFalse(scope.cancelledCaught());
        assertTrue(outer.cancelledCaught());
    }

    @Test
    void theInnerOneCatchesWhatIsItsOwn() {
        loop.runUntilComplete(outer.run(() -> {
            await(scope.run(() -> {
                scope.cancel();
                await(seconds(1));
                return Coroutine.done();
            }));
            await(seconds(1));
            return Coroutine.done();
        }));
        assertTrue(scope.cancelledCaught());
        assertFalse(outer.cancelledCaught());
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aCancelOfTheTaskPassesACancelledScope() {
        Task<?> task = loop.createTask(scope.run(() -> seconds(10)));
        runOnce();
        scope.cancel();
        task.cancel("the task");
        loop.run();
        assertTrue(task.cancelled());
        assertFalse(scope.cancelledCaught());
    }

    @Test
    void aCancelOfTheTaskThatWasDealtWithBeforeDoesNotPass() {
        Task<?> task = loop.createTask(block(() -> {
            currentTask().cancel();
            log.add(await(isCancelled(seconds(1))));
            return scope.run(() -> {
                scope.cancel();
                await(seconds(1));
                return Coroutine.done();
            });
        }));
        loop.run();
        assertFalse(task.cancelled());
        assertTrue(scope.cancelledCaught());
    }

    @Test
    void aScopeThatIsLeftOutOfOrderIsAnError() {
        Generator<String> generator = generator(scope);
        Coroutine<Optional<Void>> left = outer.run(() -> {
            log.add(generator.hasNext());
            return Coroutine.done();
        });
        String message = assertThrows(IllegalStateException.class, () -> loop.runUntilComplete(left))
                .getMessage();
        assertTrue(String.valueOf(message).contains("was not the innermost scope"), message);
        generator.close();
        assertEquals("after", loop.runUntilComplete(Blocks.after(1, "after")));
    }

    /** Emits from inside of a scope, which it should not. */
    @Async
    private static Generator<String> generator(CancelScope entered) {
        Coroutine<?> body = entered.run(() -> {
            Coroutine.suspend(null);
            return Coroutine.done();
        });
        body.next();
        Generator.emit("inside");
        body.close();
        return Generator.done();
    }

    // --------------------------------------------------------------------------------------------------------- shields

    @Test
    void aShieldHoldsBackTheScopesAroundIt() {
        loop.runUntilComplete(scope.run(() -> {
            scope.cancel();
            await(shielded(() -> seconds(3)));
            log.add("slept");
            await(interrupt());
            log.add("not reached");
            return Coroutine.done();
        }));
        assertEquals(List.of("slept"), log);
        assertEquals(SECOND.multipliedBy(3), loop.time());
        assertTrue(scope.cancelledCaught());
    }

    @Test
    void aShieldHoldsBackACancelOfTheTask() {
        Task<?> task = loop.createTask(block(() -> {
            await(shielded(() -> seconds(3)));
            log.add(currentTask().cancelling());
            await(interrupt());
            log.add("not reached");
            return Coroutine.done();
        }));
        loop.callLater(SECOND, () -> task.cancel("held back"));
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(
                "held back", assertThrows(CancelledError.class, task::result).getMessage());
        assertEquals(List.of(1), log);
        assertEquals(SECOND.multipliedBy(3), loop.time());
    }

    @Test
    void aShieldHoldsBackACancelThatComesThroughAnotherTask() {
        Task<?> inner = loop.createTask(shielded(() -> seconds(3)));
        Task<?> outerTask = loop.createTask(failureOf(inner));
        loop.callLater(SECOND, () -> outerTask.cancel());
        loop.run();
        assertTrue(inner.cancelled(), "it ended with a cancellation that nobody has seen");
        assertEquals(SECOND.multipliedBy(3), loop.time());
    }

    @Test
    void aShieldHoldsBackTimeoutsAroundItAndNotThoseInside() {
        loop.runUntilComplete(block(() -> {
            log.add(
                    await(failureOf(timeout(SECOND, () -> {
                                await(shielded(() -> {
                                    log.add(await(failureOf(timeout(SECOND.multipliedBy(2), () -> seconds(5))))
                                            == null);
                                    await(seconds(1));
                                    return Coroutine.done();
                                }));
                                log.add(loop.time());
                                await(interrupt());
                                return Coroutine.done();
                            })))
                            instanceof TimedOutException);
            log.add(currentTask().cancelling());
            return Coroutine.done();
        }));
        assertEquals(List.of(false, SECOND.multipliedBy(3), true, 0), log);
    }

    @Test
    void inAShieldATimeoutThatHasPassedDoesNotKeepTheNextOneFromItsOwn() {
        loop.runUntilComplete(shielded(() -> failureOf(timeout(SECOND, () -> {
            log.add(await(isCancelled(seconds(5))));
            log.add(await(failureOf(timeout(SECOND, () -> seconds(5)))) instanceof TimedOutException);
            return Coroutine.done();
        }))));
        assertEquals(List.of(true, true), log);
    }

    @Test
    void aShieldHoldsBackTheGroupAroundItAndNotOneInside() {
        IOException failure = new IOException();
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> {
            g.createTask(Blocks.failAfter(1, failure));
            await(shielded(() -> {
                log.add(
                        await(failureOf(taskGroup(inside -> {
                                    inside.createTask(Blocks.failAfter(2, new ArithmeticException()));
                                    await(seconds(10));
                                    return Coroutine.done();
                                })))
                                instanceof ArithmeticException);
                return seconds(1);
            }));
            log.add(loop.time());
            await(seconds(10));
            return Coroutine.done();
        })));
        assertEquals(failure, thrown);
        assertEquals(List.of(true, SECOND.multipliedBy(3)), log);
    }

    @Test
    void aShieldDoesNotProtectFromItsOwnScope() {
        scope.setShield(true);
        loop.runUntilComplete(outer.run(() -> {
            outer.cancel();
            await(scope.run(() -> {
                await(seconds(1));
                scope.cancel();
                await(seconds(1));
                return Coroutine.done();
            }));
            log.add("after the shield");
            return Coroutine.done();
        }));
        assertTrue(scope.cancelledCaught(), "the outer one does not reach in here");
        assertEquals(List.of("after the shield"), log);
    }

    @Test
    void aShieldThatIsTakenAwayLetsThroughAtOnceWhatItHeldBack() {
        scope.setShield(true);
        Task<?> task = loop.createTask(outer.run(() -> scope.run(() -> seconds(10))));
        runOnce();
        outer.cancel();
        loop.callLater(SECOND, () -> scope.setShield(false));
        loop.run();
        assertTrue(outer.cancelledCaught());
        assertFalse(task.cancelled());
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aShieldCanBeRaisedInAScopeThatIsCancelledAround() {
        loop.runUntilComplete(outer.run(() -> scope.run(() -> {
            outer.cancel();
            log.add(await(isCancelled(interrupt())));
            scope.setShield(true);
            log.add(await(isCancelled(interrupt())));
            scope.setShield(false);
            log.add(await(isCancelled(interrupt())));
            return Coroutine.done();
        })));
        assertEquals(List.of(true, false, true), log);
    }

    @Test
    void uncancelToZeroForgetsWhatAShieldHoldsBack() {
        Task<?> task = loop.createTask(block(() -> {
            await(shielded(() -> seconds(2)));
            await(seconds(1));
            return Coroutine.done();
        }));
        loop.callLater(SECOND, () -> {
            task.cancel();
            task.uncancel();
        });
        loop.run();
        assertFalse(task.cancelled());
        assertEquals(SECOND.multipliedBy(3), loop.time());
    }

    // ------------------------------------------------------------------------------------------------------- deadlines

    @Test
    void theDeadlineEndsTheBlock() {
        assertEquals(Optional.empty(), loop.runUntilComplete(moveOnAfter(SECOND, () -> Blocks.after(5, "late"))));
        assertEquals(SECOND, loop.time());
        assertEquals(
                Optional.of("in time"),
                loop.runUntilComplete(moveOnAt(SECOND.multipliedBy(3), () -> Blocks.after(1, "in time"))));
        assertThrows(IllegalStateException.class, loop::runForever, "no timer is left");
    }

    @Test
    void theDeadlineEndsALevel() {
        loop.runUntilComplete(moveOnAfter(SECOND, () -> {
            while (log.size() < 3) {
                log.add(await(isCancelled(seconds(5))));
            }
            return Coroutine.done();
        }));
        assertEquals(List.of(true, true, true), log);
        assertEquals(SECOND, loop.time());
    }

    @Test
    void theDeadlineMayBeMoved() {
        loop.runUntilComplete(moveOnAfter(SECOND, moved -> {
            log.add(moved.deadline().orElseThrow());
            moved.setDeadline(SECOND.multipliedBy(7));
            await(seconds(10));
            return Coroutine.done();
        }));
        assertEquals(List.of(SECOND), log);
        assertEquals(SECOND.multipliedBy(7), loop.time());
    }

    @Test
    void aDeadlineThatHasPassedCancelsAtOnce() {
        loop.runUntilComplete(moveOnAfter(Duration.ZERO, () -> {
            log.add(await(isCancelled(interrupt())));
            return Coroutine.done();
        }));
        loop.runUntilComplete(scope.run(() -> {
            scope.setDeadline(Duration.ofSeconds(-1));
            log.add(await(isCancelled(interrupt())));
            return Coroutine.done();
        }));
        assertEquals(List.of(true, true), log);
    }

    @Test
    void aBlockThatComputesSeesThatItsTimeIsOver() {
        loop.runUntilComplete(moveOnAfter(SECOND, busy -> {
            log.add(busy.cancelCalled());
            time.advance(SECOND.multipliedBy(2));
            log.add(busy.cancelCalled());
            log.add(await(isCancelled(interrupt())));
            return Coroutine.done();
        }));
        assertEquals(List.of(false, true, true), log);
    }

    @Test
    void failAfterThrows() {
        TimedOutException timedOut =
                assertThrows(TimedOutException.class, () -> loop.runUntilComplete(failAfter(SECOND, () -> seconds(5))));
        assertTrue(String.valueOf(timedOut.getMessage()).contains("PT1S"), timedOut.getMessage());
        assertThrows(TimedOutException.class, () -> loop.runUntilComplete(failAt(SECOND, () -> seconds(5))));
        assertEquals("x", loop.runUntilComplete(failAfter(SECOND.multipliedBy(2), () -> Blocks.after(1, "x"))));
    }

    @Test
    void anOuterDeadlineThatPassesFirstIsTheOneThatCounts() {
        assertEquals(
                Optional.empty(),
                loop.runUntilComplete(moveOnAfter(
                        SECOND, () -> failAfter(SECOND.multipliedBy(2), () -> Blocks.after(9, "late")))));
        assertEquals(
                Optional.empty(),
                loop.runUntilComplete(moveOnAfter(SECOND, () -> timeout(SECOND, () -> Blocks.after(9, "late")))),
                "of two at once the outer one");
    }

    @Test
    void aTimeWithoutEndIsNone() {
        Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
        assertEquals(Optional.of("x"), loop.runUntilComplete(moveOnAfter(forEver, () -> Blocks.after(1, "x"))));
    }

    // ----------------------------------------------------------------------------------------------------------- rest

    @Test
    void theTasksOfAGroupInTheScopeAreCancelledOnce() {
        loop.runUntilComplete(moveOnAfter(
                SECOND,
                () -> taskGroup(g -> {
                    g.createTask(block(() -> {
                        log.add(await(isCancelled(seconds(5))));
                        log.add(await(isCancelled(seconds(2))));
                        return Coroutine.done();
                    }));
                    return Coroutine.done();
                })));
        assertEquals(List.of(true, false), log);
        assertEquals(SECOND.multipliedBy(3), loop.time(), "the group waits, and does not spin");
    }

    @Test
    void inAnEdgeTriggeredBlockALevelIsRaisedOnce() {
        loop.runUntilComplete(scope.run(() -> {
            await(edgeTriggered(() -> {
                scope.cancel();
                log.add(await(isCancelled(seconds(1))));
                log.add(await(isCancelled(seconds(1))));
                return Coroutine.done();
            }));
            log.add(await(isCancelled(seconds(1))));
            return Coroutine.done();
        }));
        assertEquals(List.of(true, false, true), log);
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aConditionTakesItsLockBackWhenItsScopeIsCancelled() {
        Lock lock = new Lock();
        Condition condition = new Condition(lock);
        Task<?> waiting = loop.createTask(moveOnAfter(
                SECOND,
                () -> condition.with(() -> {
                    Throwable failure = await(failureOf(condition.waitFor()));
                    log.add(failure instanceof CancelledError && lock.isLocked());
                    log.add(loop.time());
                    return Coroutine.done();
                })));
        loop.createTask(block(() -> {
            await(interrupt());
            return lock.with(() -> seconds(4));
        }));
        loop.run();
        assertTrue(waiting.done());
        assertEquals(List.of(true, SECOND.multipliedBy(4)), log);
    }
}
