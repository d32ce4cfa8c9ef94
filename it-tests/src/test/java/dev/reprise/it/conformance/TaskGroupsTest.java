package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.TaskGroup.taskGroup;
import static dev.reprise.task.Sleep.interrupt;
import static dev.reprise.task.Sleep.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.scope.TaskGroup;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * {@code test_taskgroups.py}. Where a case looks into an exception group, this looks at the first error and at those that it
 * suppresses.
 */
class TaskGroupsTest {

    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofSeconds(10);

    /** An error of this test's own. */
    private static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    /** One that no {@code catch (Exception e)} sees: a {@code BaseException}. */
    private static final class BaseFailed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** What is done on the way, in order. */
    private final List<String> log = new ArrayList<>();

    private static List<Class<?>> kinds(Throwable error) {
        return Stream.concat(Stream.of(error), Arrays.stream(error.getSuppressed()))
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    private static Task<?> currentTask() {
        return EventLoop.current().currentTask().orElseThrow();
    }

    @Async
    private static <T> Coroutine<T> after(Duration delay, T value) {
        await(sleep(delay));
        return Coroutine.of(value);
    }

    @Async
    private static Coroutine<Void> failAfter(Duration delay) {
        await(sleep(delay));
        throw new ArithmeticException("after " + delay);
    }

    /** Sleeps, and when cancelled, says so and lets the cancellation pass. */
    @Async
    private Coroutine<Void> sleepOrLog(Duration delay, String message) {
        try {
            await(sleep(delay));
        } catch (CancelledError cancelled) {
            log.add(message);
            throw cancelled;
        }
        log.add("slept");
        return Coroutine.done();
    }

    /** Sleeps, and fails at the end, however it comes. */
    @Async
    private static Coroutine<Void> sleepAndFail(Duration delay) {
        try {
            await(sleep(delay));
        } catch (CancelledError cancelled) {
            throw new ArithmeticException("while being cancelled");
        }
        throw new ArithmeticException("at the end");
    }

    /** Runs a coroutine in a task that is cancelled after a while, and returns what came out of it. */
    @Async
    private static Coroutine<Throwable> cancelledAfter(Duration delay, Coroutine<?> coroutine) {
        Task<?> task = EventLoop.current().createTask(coroutine);
        await(sleep(delay));
        assertFalse(task.done());
        task.cancel();
        return Coroutine.of(await(failureOf(task)));
    }

    /** Waits for something that fails, and returns its exception. */
    @Async
    private static Coroutine<Throwable> failureOf(dev.reprise.Awaitable<?> awaitable) {
        try {
            await(awaitable);
        } catch (Throwable failure) {
            return Coroutine.of(failure);
        }
        return fail("it did not fail");
    }

    /** The cases, on each kind of loop. */
    abstract class BaseTestTaskGroup {

        abstract TaskFactory taskFactory();

        <T extends @Nullable Object, X extends Exception> T run(AsyncCallable<T, X> block) throws X {
            return VirtualLoop.run(() -> {
                EventLoop.current().setTaskFactory(taskFactory());
                return Coroutine.of(await(block.call()));
            });
        }

        @Test
        void testTaskgroup01() {
            run(() -> {
                List<Task<Integer>> tasks = await(taskGroup(g -> Coroutine.of(
                        List.of(g.createTask(after(SHORT, 42)), g.createTask(after(SHORT.multipliedBy(2), 11))))));
                assertEquals(42, tasks.get(0).result());
                assertEquals(11, tasks.get(1).result());
                return Coroutine.done();
            });
        }

        @Test
        void testTaskgroup02() {
            run(() -> {
                List<Task<Integer>> tasks = await(taskGroup(g -> {
                    Task<Integer> first = g.createTask(after(SHORT, 42));
                    await(sleep(SHORT.multipliedBy(3).dividedBy(2)));
                    return Coroutine.of(List.of(first, g.createTask(after(SHORT.multipliedBy(2), 11))));
                }));
                assertEquals(42, tasks.get(0).result());
                assertEquals(11, tasks.get(1).result());
                return Coroutine.done();
            });
        }

        @Test
        void testTaskgroup03() {
            run(() -> {
                List<Task<Integer>> tasks = await(taskGroup(g -> {
                    Task<Integer> first = g.createTask(after(LONG, 42));
                    await(sleep(SHORT));
                    first.cancel();
                    return Coroutine.of(List.of(first, g.createTask(after(SHORT, 11))));
                }));
                assertTrue(tasks.get(0).cancelled());
                assertEquals(11, tasks.get(1).result());
                return Coroutine.done();
            });
        }

        @Test
        void testCancelChildrenOnChildError() {
            Throwable failure = run(() -> failureOf(taskGroup(g -> {
                g.createTask(failAfter(SHORT));
                g.createTask(failAfter(SHORT));
                g.createTask(failAfter(SHORT));
                g.createTask(sleepOrLog(LONG, "child"));
                await(sleepOrLog(LONG, "block"));
                return Coroutine.done();
            })));
            assertEquals(
                    List.of(ArithmeticException.class, ArithmeticException.class, ArithmeticException.class),
                    kinds(failure));
            assertEquals(List.of("child", "block"), log);
        }

        @Test
        void testCancellation() {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(g -> {
                for (int i = 0; i < 5; i++) {
                    g.createTask(sleepOrLog(LONG, "child"));
                }
                return Coroutine.done();
            })));
            assertEquals(CancelledError.class, failure.getClass());
            assertEquals(List.of("child", "child", "child", "child", "child"), log);
        }

        @Test
        void testTaskgroup07() {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(g -> {
                for (int i = 0; i < 5; i++) {
                    g.createTask(sleepOrLog(LONG, "child"));
                }
                await(sleepOrLog(LONG, "block"));
                return Coroutine.done();
            })));
            assertEquals(CancelledError.class, failure.getClass());
            assertEquals(List.of("block", "child", "child", "child", "child", "child"), log);
        }

        @Test
        void testTaskgroup08() {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(g -> {
                for (int i = 0; i < 5; i++) {
                    g.createTask(sleepAndFail(LONG));
                }
                await(sleep(LONG));
                return Coroutine.done();
            })));
            assertEquals(
                    List.of(
                            ArithmeticException.class,
                            ArithmeticException.class,
                            ArithmeticException.class,
                            ArithmeticException.class,
                            ArithmeticException.class),
                    kinds(failure));
        }

        @Test
        void testTaskgroup09() {
            run(() -> {
                List<Task<Integer>> tasks = new ArrayList<>();
                Throwable failure = await(failureOf(taskGroup(g -> {
                    tasks.add(g.createTask(after(LONG, 42)));
                    tasks.add(g.createTask(after(LONG, 11)));
                    await(sleep(SHORT));
                    throw new ArithmeticException("block");
                })));
                assertEquals(List.of(ArithmeticException.class), kinds(failure));
                assertTrue(tasks.get(0).cancelled());
                assertTrue(tasks.get(1).cancelled());
                return Coroutine.done();
            });
        }

        /** The inner group's error is that of the outer one: an error is never wrapped. */
        @Test
        void testTaskgroup12() {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(outer -> {
                outer.createTask(sleep(LONG));
                await(taskGroup(inner -> {
                    for (int i = 0; i < 5; i++) {
                        inner.createTask(sleepAndFail(LONG));
                    }
                    await(sleep(LONG));
                    return Coroutine.done();
                }));
                return Coroutine.done();
            })));
            assertEquals(ArithmeticException.class, failure.getClass());
            assertEquals(4, failure.getSuppressed().length);
        }

        @Test
        void testTaskgroup13() {
            Throwable failure = run(() -> failureOf(taskGroup(outer -> {
                outer.createTask(failAfter(SHORT));
                await(taskGroup(inner -> {
                    inner.createTask(failAfter(LONG));
                    return Coroutine.done();
                }));
                return Coroutine.done();
            })));
            assertEquals("after PT0.1S", failure.getMessage());
            assertEquals(List.of(ArithmeticException.class), kinds(failure));
        }

        @Async
        private Coroutine<Void> slowToUnwind() {
            await(taskGroup(g -> {
                g.createTask(failAfter(SHORT.multipliedBy(3)));
                try {
                    await(sleep(LONG));
                } catch (CancelledError cancelled) {
                    await(sleep(SHORT.multipliedBy(5)));
                    throw cancelled;
                }
                return Coroutine.done();
            }));
            return Coroutine.done();
        }

        @Test
        void testTaskgroup15() {
            Throwable failure = run(() -> cancelledAfter(SHORT, slowToUnwind()));
            assertEquals(List.of(ArithmeticException.class), kinds(failure));
        }

        @Test
        void testTaskgroup16() {
            Throwable failure = run(() -> cancelledAfter(SHORT, VirtualLoop.coroutine(() -> {
                await(EventLoop.current().createTask(slowToUnwind()));
                return Coroutine.done();
            })));
            assertEquals(List.of(ArithmeticException.class), kinds(failure));
        }

        @Test
        void testTaskgroup17() {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(g -> sleepOrLog(LONG, "block"))));
            assertEquals(CancelledError.class, failure.getClass());
            assertEquals(List.of("block"), log);
        }

        @Test
        void testTaskgroup18() throws Failed {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(g -> {
                try {
                    await(sleep(LONG));
                } catch (CancelledError cancelled) {
                    log.add("block");
                    throw new Failed("in its place");
                }
                return Coroutine.done();
            })));
            assertEquals(List.of(Failed.class), kinds(failure));
            assertEquals(List.of("block"), log);
        }

        /** An error that ends the run of a loop goes before all others: here an error of the JVM. */
        @Test
        void testTaskgroup20() {
            Throwable failure = run(() -> failureOf(taskGroup(g -> {
                g.createTask(failAfter(SHORT));
                try {
                    await(sleep(LONG));
                } catch (CancelledError cancelled) {
                    throw new InternalError("fatal");
                }
                return Coroutine.done();
            })));
            assertEquals(InternalError.class, failure.getClass());
        }

        @Test
        void testTaskgroup20a() {
            Throwable failure = run(() -> failureOf(taskGroup(g -> {
                g.createTask(failAfter(SHORT));
                try {
                    await(sleep(LONG));
                } catch (CancelledError cancelled) {
                    throw new BaseFailed();
                }
                return Coroutine.done();
            })));
            assertEquals(List.of(ArithmeticException.class, BaseFailed.class), kinds(failure));
        }

        @Test
        void testTaskgroup22() {
            Throwable failure = run(() -> cancelledAfter(SHORT, taskGroup(g -> {
                g.createTask(after(LONG, 42));
                g.createTask(after(LONG, 11));
                return Coroutine.done();
            })));
            assertEquals(CancelledError.class, failure.getClass());
        }

        @Async
        private Coroutine<Void> root(TaskGroup g) {
            await(sleep(SHORT));
            g.createTask(logAfter(SHORT, "first"));
            g.createTask(logAfter(SHORT.multipliedBy(2), "second"));
            return Coroutine.done();
        }

        @Async
        private Coroutine<Void> logAfter(Duration delay, String message) {
            await(sleep(delay));
            log.add(message);
            return Coroutine.done();
        }

        @Test
        void testTaskgroup24() {
            run(() -> taskGroup(g -> {
                g.createTask(root(g));
                return Coroutine.done();
            }));
            assertEquals(List.of("first", "second"), log);
        }

        @Async
        private Coroutine<Void> createWhenCancelled(TaskGroup g) {
            try {
                await(sleep(LONG));
            } catch (CancelledError cancelled) {
                Coroutine<Void> late = failAfter(SHORT);
                assertThrows(IllegalStateException.class, () -> g.createTask(late));
                assertEquals(Coroutine.State.CLOSED, late.state());
                log.add("refused");
            }
            return Coroutine.done();
        }

        @Test
        void testTaskgroupNoCreateTaskAfterFailure() {
            Throwable failure = run(() -> failureOf(taskGroup(g -> {
                g.createTask(failAfter(SHORT));
                g.createTask(createWhenCancelled(g));
                return Coroutine.done();
            })));
            assertEquals(List.of(ArithmeticException.class), kinds(failure));
            assertEquals(List.of("refused"), log);
        }

        @Async
        private Coroutine<Void> fails(String message) throws Failed {
            throw new Failed(message);
        }

        @Test
        void testTaskgroupContextManagerExitRaises() throws Failed {
            run(() -> {
                Throwable failure = await(failureOf(taskGroup(g -> {
                    try {
                        g.createTask(fails("child"));
                        await(sleep(LONG));
                    } catch (CancelledError cancelled) {
                        throw new Failed("cleaning up");
                    }
                    return Coroutine.done();
                })));
                assertEquals(0, currentTask().cancelling());
                assertEquals("child", failure.getMessage());
                assertEquals(List.of(Failed.class, Failed.class), kinds(failure));
                return Coroutine.done();
            });
        }

        @Test
        void testTaskgroupFinished() {
            run(() -> {
                TaskGroup ended = await(taskGroup(Coroutine::of));
                Coroutine<Void> late = sleep(LONG);
                Thrown.assertSays("the group has ended", IllegalStateException.class, () -> ended.createTask(late));
                assertEquals(Coroutine.State.CLOSED, late.state());
                return Coroutine.done();
            });
        }

        /** A group that was not entered cannot be had; this is the block's own coroutine, before its first step. */
        @Test
        void testTaskgroupWithoutParentTask() {
            run(() -> {
                EventLoop loop = EventLoop.current();
                Promise<Throwable> failure = loop.createPromise();
                loop.callSoon(() -> failure.setResult(assertThrows(
                        IllegalStateException.class,
                        () -> taskGroup(g -> Coroutine.done()).next())));
                assertTrue(String.valueOf(await(failure)).contains("needs a task"));
                return Coroutine.done();
            });
        }

        @Test
        void testCancellingLevelPreserved() {
            run(() -> {
                await(failureOf(taskGroup(g -> {
                    g.createTask(failAfter(Duration.ZERO));
                    return Coroutine.done();
                })));
                assertEquals(0, currentTask().cancelling());
                return Coroutine.done();
            });
        }

        @Test
        void testCancellationDoesNotLeakOutOfTg() throws Failed {
            run(() -> {
                Throwable failure = await(failureOf(taskGroup(g -> {
                    g.createTask(fails("child"));
                    return Coroutine.done();
                })));
                assertEquals("child", failure.getMessage());
                await(interrupt());
                return Coroutine.done();
            });
        }
    }

    @Nested
    class TestTaskGroup extends BaseTestTaskGroup {
        @Override
        TaskFactory taskFactory() {
            return TaskFactory.lazy();
        }
    }

    @Nested
    class TestEagerTaskTaskGroup extends BaseTestTaskGroup {
        @Override
        TaskFactory taskFactory() {
            return TaskFactory.eager();
        }
    }
}
