package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.taskGroup;
import static dev.reprise.it.conformance.VirtualLoop.coroutine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.ContextVar;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.TaskFactory;
import dev.reprise.task.TaskOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_eager_task_factory.py}. */
class EagerTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<Object> log = new ArrayList<>();

    {
        loop.setTaskFactory(TaskFactory.eager());
        loop.setExceptionHandler((from, context) -> log.add(context));
    }

    @AfterEach
    void close() {
        loop.close();
    }

    private <T extends @Nullable Object> T run(AsyncCallable<T, RuntimeException> block) {
        return loop.runUntilComplete(coroutine(block));
    }

    private static Coroutine<String> blocking() {
        return coroutine(() -> {
            await(sleep(Duration.ofMillis(100)));
            return Coroutine.of("finished after blocking");
        });
    }

    @Nested
    class EagerTaskFactoryLoopTests {

        @Test
        void testEagerCompletion() {
            assertEquals("hello", run(() -> {
                Task<String> task = loop.createTask(coroutine(() -> Coroutine.of("hello")));
                assertTrue(task.done(), "its first step has ended it");
                return Coroutine.of(await(task));
            }));
        }

        @Test
        void testBlockAfterEagerStep() {
            assertEquals("finished after blocking", run(() -> {
                Task<String> task = loop.createTask(blocking());
                assertFalse(task.done());
                String result = await(task);
                assertTrue(task.done());
                return Coroutine.of(result);
            }));
            assertEquals(Duration.ofMillis(100), loop.time());
        }

        @Test
        void testCancellationAfterEagerStepBlocks() {
            CancelledError error = assertThrows(
                    CancelledError.class,
                    () -> run(() -> {
                        Task<String> task = loop.createTask(blocking());
                        task.cancel("cancellation message");
                        assertEquals(1, task.cancelling());
                        return Coroutine.of(await(task));
                    }));
            assertEquals("cancellation message", error.getMessage());
            assertEquals(Duration.ZERO, loop.time());
        }

        @Test
        void testAllTasksWithEagerCompletion() {
            run(() -> {
                List<Set<Task<?>>> during = new ArrayList<>();
                Task<Void> task = loop.createTask(coroutine(() -> {
                    during.add(EventLoop.current().allTasks());
                    return Coroutine.done();
                }));
                assertTrue(during.get(0).contains(task));
                assertFalse(loop.allTasks().contains(task));
                return Coroutine.done();
            });
        }

        @Test
        void testContextVars() {
            ContextVar<Integer> variable = new ContextVar<>("variable", 0);
            run(() -> {
                variable.set(1);
                Task<Void> task = loop.createTask(coroutine(() -> {
                    assertEquals(1, variable.get());
                    variable.set(2);
                    assertEquals(2, variable.get());
                    log.add("first step");
                    await(sleep(Duration.ofMillis(100)));
                    assertEquals(2, variable.get());
                    variable.set(3);
                    assertEquals(3, variable.get());
                    log.add("second step");
                    return Coroutine.done();
                }));
                assertEquals(List.of("first step"), log);
                assertEquals(1, variable.get());
                await(task);
                assertEquals(List.of("first step", "second step"), log);
                assertEquals(1, variable.get());
                return Coroutine.done();
            });
        }
    }

    @Nested
    class BaseTaskCountingTests {

        @Test
        void testRecursiveTaskgroups() {
            assertEquals(781, tasksThatWaitTheirTurn(TaskFactory.lazy()), "1 + 5 + 5² + 5³ + 5⁴");
            // The root is made before the loop runs, and no task can start eagerly then.
            assertEquals(1, tasksThatWaitTheirTurn(TaskFactory.eager()));
        }

        /** Counts the tasks whose first step did not come at once. */
        private int tasksThatWaitTheirTurn(TaskFactory factory) {
            int[] count = {0};
            try (EventLoop counted = new EventLoop(new VirtualTime())) {
                counted.setTaskFactory(new TaskFactory() {
                    @Override
                    public <T extends @Nullable Object> Task<T> createTask(
                            EventLoop from, Coroutine<T> coroutine, TaskOptions options) {
                        Task<T> task = factory.createTask(from, coroutine, options);
                        count[0] += coroutine.state() == Coroutine.State.CREATED ? 1 : 0;
                        return task;
                    }
                });
                counted.runUntilComplete(recursive(5, 4));
            }
            return count[0];
        }

        @Async
        private static Coroutine<Void> recursive(int width, int depth) {
            if (depth == 0) {
                return Coroutine.done();
            }
            await(taskGroup(group -> {
                for (int i = 0; i < width; i++) {
                    group.createTask(recursive(width, depth - 1));
                }
                return Coroutine.done();
            }));
            return Coroutine.done();
        }
    }
}
