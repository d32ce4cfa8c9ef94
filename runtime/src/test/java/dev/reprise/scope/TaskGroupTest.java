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
import static dev.reprise.scope.TaskGroup.taskGroup;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TaskGroupTest {

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

    // ---------------------------------------------------------------------------------------------------------- errors

    @Test
    void theFirstErrorIsThrownItselfAndSuppressesTheOthersInOrderOfTime() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        ArithmeticException third = new ArithmeticException("third");
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> {
            g.createTask(failWhenCancelled(2, third));
            g.createTask(failWhenCancelled(1, second));
            g.createTask(failAfter(1, first));
            return Coroutine.done();
        })));
        assertSame(first, thrown);
        assertArrayEquals(new Throwable[] {second, third}, first.getSuppressed());
    }

    /** Takes a while to unwind, and fails then. */
    @Async
    private static Coroutine<Void> failWhenCancelled(int seconds, Throwable failure) {
        if (await(isCancelled(seconds(100)))) {
            await(failAfter(seconds, failure));
        }
        return Coroutine.done();
    }

    @Test
    void oneExceptionThatIsThrownTwiceIsThereOnce() {
        IOException shared = new IOException("shared");
        for (int i = 0; i < 2; i++) {
            Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> {
                g.createTask(failAfter(1, shared));
                g.createTask(failAfter(1, shared));
                return Coroutine.done();
            })));
            assertSame(shared, thrown);
            assertEquals(0, shared.getSuppressed().length);
        }
        IOException other = new IOException("other");
        for (int i = 0; i < 2; i++) {
            loop.runUntilComplete(failureOf(taskGroup(g -> {
                g.createTask(failAfter(1, shared));
                g.createTask(failAfter(1, other));
                return Coroutine.done();
            })));
            assertArrayEquals(new Throwable[] {other}, shared.getSuppressed());
        }
    }

    /** As constants are made, that are thrown again and again. */
    private static final class Bare extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Bare() {
            super("bare", null, false, false);
        }
    }

    @Test
    void whatAnExceptionWithoutSuppressionCannotHoldIsReported() {
        loop.runUntilComplete(failureOf(taskGroup(g -> {
            g.createTask(failAfter(1, new Bare()));
            g.createTask(failAfter(1, new IOException("lost")));
            return Coroutine.done();
        })));
        assertEquals(1, log.size());
        assertTrue(log.get(0).toString().contains("java.io.IOException: lost"), log.toString());
    }

    @Test
    void aFatalErrorEndsTheRunAndGoesBeforeAllOthersInTheGroup() {
        InternalError fatal = new InternalError("fatal");
        IOException first = new IOException("first");
        Task<?> group = loop.createTask(failureOf(taskGroup(g -> {
            g.createTask(failAfter(1, first));
            g.createTask(failWhenCancelled(1, fatal));
            return Coroutine.done();
        })));
        assertSame(fatal, assertThrows(InternalError.class, loop::run));
        loop.run();
        assertSame(fatal, group.result());
        assertArrayEquals(new Throwable[] {first}, fatal.getSuppressed());
    }

    @Test
    void aChildThatIsCancelledByItselfIsNoError() {
        loop.runUntilComplete(taskGroup(g -> {
            Task<?> child = g.createTask(seconds(5));
            await(interrupt());
            child.cancel();
            return Coroutine.done();
        }));
        assertEquals(SECOND.minus(SECOND), loop.time());
    }

    // ------------------------------------------------------------------------------------------------ cancelled
    // parents

    @Test
    void trap11AParentThatReplacesTheCancellationIsUncancelledAllTheSame() {
        loop.runUntilComplete(block(() -> {
            await(failureOf(taskGroup(g -> {
                g.createTask(failAfter(1, new IOException("child")));
                if (await(isCancelled(seconds(5)))) {
                    throw new ArithmeticException("instead");
                }
                return Coroutine.done();
            })));
            log.add(currentTask().cancelling());
            await(seconds(1));
            return Coroutine.done();
        }));
        assertEquals(List.of(0), log);
        assertEquals(SECOND.multipliedBy(2), loop.time());
    }

    @Test
    void trap11ACancelOfTheParentIsNotLostInAGroupThatFails() {
        Task<?> task = loop.createTask(block(() -> {
            Throwable failure = await(failureOf(taskGroup(g -> {
                g.createTask(failWhenCancelled(1, new IOException("unwinding")));
                return Coroutine.done();
            })));
            log.add(failure instanceof IOException);
            log.add(currentTask().cancelling());
            log.add(await(isCancelled(seconds(1))));
            return Coroutine.done();
        }));
        loop.callLater(SECOND, () -> task.cancel());
        loop.run();
        assertEquals(List.of(true, 1, true), log);
    }

    @Test
    void trap11ACancelByAnOuterGroupIsNotLostInAnInnerOneThatFails() {
        ArithmeticException outerFailure = new ArithmeticException();
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(outer -> {
            outer.createTask(failAfter(1, outerFailure));
            log.add(
                    await(failureOf(taskGroup(inner -> {
                                inner.createTask(failAfter(1, new IOException()));
                                return Coroutine.done();
                            })))
                            instanceof IOException);
            log.add(currentTask().cancelling());
            await(seconds(10));
            log.add("not reached");
            return Coroutine.done();
        })));
        assertSame(outerFailure, thrown);
        assertEquals(List.of(true, 1), log);
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aCancelOnAnotherThreadIsRefusedAndChangesNothing() {
        List<Thread> threads = new ArrayList<>();
        loop.runUntilComplete(taskGroup(g -> {
            g.createTask(seconds(1));
            Thread other = new Thread(() -> log.add(assertThrows(IllegalStateException.class, g::cancel)));
            threads.add(other);
            loop.callSoon(() -> {
                other.start();
                assertDoesNotThrow(() -> other.join());
            });
            await(seconds(2));
            log.add(g.createTask(interrupt()).name());
            return Coroutine.done();
        }));
        assertEquals(2, log.size());
        assertTrue(
                log.get(0)
                        .toString()
                        .contains(
                                "cancel was called on thread " + threads.get(0).getName()),
                log::toString);
    }

    @Test
    void aCancelWhileTheGroupIsUnwindingIsThrownAtItsEnd() {
        Task<?> task = loop.createTask(taskGroup(g -> {
            g.createTask(failureOf(failWhenCancelled(3, new IOException())));
            await(interrupt());
            g.cancel();
            return Coroutine.done();
        }));
        loop.callLater(SECOND, () -> task.cancel("the task"));
        loop.run();
        assertEquals(
                "the task", assertThrows(CancelledError.class, task::result).getMessage());
        assertEquals(1, task.cancelling());
    }

    @Test
    void anOldCancelThatWasDealtWithIsNotThrownAgain() {
        loop.runUntilComplete(block(() -> {
            currentTask().cancel();
            log.add(await(isCancelled(interrupt())));
            log.add(await(failureOf(taskGroup(g -> {
                        g.createTask(seconds(5));
                        g.cancel();
                        await(seconds(5));
                        return Coroutine.done();
                    })))
                    == null);
            log.add(currentTask().cancelling());
            await(seconds(1));
            return Coroutine.done();
        }));
        assertEquals(List.of(true, true, 1), log);
    }

    @Test
    void trap11NoTaskIsTakenWhileTheGroupIsEnding() {
        Coroutine<Void> late = seconds(1);
        loop.runUntilComplete(failureOf(taskGroup(g -> {
            g.createTask(failAfter(1, new IOException()));
            if (await(isCancelled(seconds(5)))) {
                assertThrows(IllegalStateException.class, () -> g.createTask(late));
                log.add("refused");
            }
            return Coroutine.done();
        })));
        assertEquals(List.of("refused"), log);
        assertEquals(Coroutine.State.CLOSED, late.state());
    }

    @Test
    void trap12AnEagerTaskThatFailsAtOnceDoesNotCancelTheStepThatMadeIt() throws IOException {
        loop.setTaskFactory(TaskFactory.eager());
        IOException failure = new IOException();
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> {
            g.createTask(block(() -> {
                throw failure;
            }));
            log.add(currentTask().cancelling());
            g.createTask(block(() -> {
                log.add("the second one runs");
                return Coroutine.done();
            }));
            log.add(await(isCancelled(seconds(1))));
            return Coroutine.done();
        })));
        assertSame(failure, thrown);
        assertEquals(List.of(0, "the second one runs", true), log);
    }

    @Test
    void anEagerTaskThatCancelsItsGroupIsCancelledToo() {
        loop.setTaskFactory(TaskFactory.eager());
        loop.runUntilComplete(taskGroup(g -> {
            g.createTask(block(() -> {
                g.cancel();
                return logCancel(log, "cancelled", 5);
            }));
            return Coroutine.done();
        }));
        assertEquals(List.of("cancelled"), log);
    }

    // ---------------------------------------------------------------------------------------------------------- cancel

    @Test
    void cancelEndsTheTasksAndTheBlockAndIsNoError() {
        String result = loop.runUntilComplete(taskGroup(g -> {
            g.createTask(logCancel(log, "child", 5));
            loop.callLater(SECOND, g::cancel);
            await(logCancel(log, "block", 10));
            return Coroutine.of("not reached");
        }));
        assertNull(result);
        assertEquals(List.of("child", "block"), log);
        assertEquals(SECOND, loop.time());
    }

    @Test
    void aBlockThatHasEndedKeepsItsResult() {
        assertEquals("result", loop.runUntilComplete(taskGroup(g -> {
            g.createTask(seconds(5));
            loop.callLater(SECOND, g::cancel);
            return Coroutine.of("result");
        })));
        assertEquals(SECOND, loop.time());
    }

    @Test
    void theTaskIsUncancelledAfterACancel() {
        loop.runUntilComplete(block(() -> {
            TaskGroup ended = await(taskGroup(g -> {
                g.cancel();
                return Coroutine.of(g);
            }));
            log.add(currentTask().cancelling());
            ended.cancel();
            await(interrupt());
            return Coroutine.done();
        }));
        assertEquals(List.of(0), log);
    }

    // ----------------------------------------------------------------------------------------------------------- start

    @Test
    void startReturnsWhenTheTaskIsReadyAndTheGroupWaitsForTheRest() {
        loop.runUntilComplete(taskGroup(g -> {
            int port = await(g.start(status -> {
                await(seconds(1));
                status.started(80);
                await(seconds(2));
                log.add("served");
                return Coroutine.done();
            }));
            log.add(port);
            log.add(loop.time());
            return Coroutine.done();
        }));
        assertEquals(List.of(80, SECOND, "served"), log);
        assertEquals(SECOND.multipliedBy(3), loop.time());
    }

    @Test
    void whatFailsBeforeItIsReadyFailsTheStartAndNotTheGroup() {
        IOException failure = new IOException();
        loop.runUntilComplete(taskGroup(g -> {
            log.add(await(failureOf(g.start(status -> failAfter(1, failure)))) == failure);
            await(seconds(1));
            return Coroutine.done();
        }));
        assertEquals(List.of(true), log);
    }

    @Test
    void whatFailsLaterFailsTheGroup() {
        IOException failure = new IOException();
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> {
            await(g.start(status -> {
                status.started("ready");
                return failAfter(1, failure);
            }));
            await(seconds(5));
            return Coroutine.done();
        })));
        assertSame(failure, thrown);
    }

    @Test
    void aTaskThatEndsWithoutHavingBeenReadyIsAnError() {
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> g.start(status -> seconds(1)))));
        assertInstanceOf(IllegalStateException.class, thrown);
        assertTrue(thrown.toString().contains("without having called started"), thrown.toString());
    }

    @Test
    void aTaskIsReadyOnlyOnce() {
        Throwable thrown = loop.runUntilComplete(failureOf(taskGroup(g -> {
            await(g.start(status -> {
                status.started("ready");
                await(interrupt());
                status.started("again");
                return Coroutine.done();
            }));
            return Coroutine.done();
        })));
        assertInstanceOf(IllegalStateException.class, thrown);
        assertTrue(thrown.toString().contains("ready already"), thrown.toString());
    }

    @Test
    void whoIsCancelledInAStartCancelsTheTaskAndWaitsForIt() {
        Task<?> task = loop.createTask(taskGroup(g -> g.start(status -> {
            await(failWhenCancelled(2, new CancelledError("slowly")));
            return Coroutine.done();
        })));
        loop.callLater(SECOND, () -> task.cancel());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(SECOND.multipliedBy(3), loop.time());
    }

    @Test
    void aTaskThatIsReadyInSpiteOfItsCancellationIsReadyForNobody() {
        Task<?> task = loop.createTask(taskGroup(g -> {
            log.add(await(isCancelled(g.start(status -> {
                if (await(isCancelled(seconds(5)))) {
                    status.started("too late");
                }
                await(seconds(2));
                return Coroutine.done();
            }))));
            log.add(loop.time());
            return Coroutine.done();
        }));
        loop.callLater(SECOND, () -> task.cancel());
        loop.run();
        assertEquals(List.of(true, SECOND.multipliedBy(3)), log);
    }

    @Test
    void aGroupThatIsCancelledEndsItsStartsAsWell() {
        loop.runUntilComplete(taskGroup(g -> {
            loop.callLater(SECOND, g::cancel);
            await(g.start(status -> logCancel(log, "starting", 5)));
            log.add("not reached");
            return Coroutine.done();
        }));
        assertEquals(List.of("starting"), log);
        assertEquals(SECOND, loop.time());
    }

    // ------------------------------------------------------------------------------------------------------------ rest

    @Test
    void nothingOfTheBlockRunsBeforeTheGroupIsAwaited() {
        Coroutine<String> group = taskGroup(g -> Coroutine.of("ran " + log.add("block")));
        runOnce();
        assertEquals(List.of(), log);
        assertEquals("ran true", loop.runUntilComplete(group));
    }

    @Test
    void aGroupLeavesNothingBehind() {
        loop.runUntilComplete(taskGroup(g -> {
            for (int i = 0; i < 100; i++) {
                g.createTask(after(i % 3, i), "child " + i);
            }
            return Coroutine.done();
        }));
        assertEquals(Set.of(), loop.allTasks());
        assertFalse(loop.runOnce());
    }
}
