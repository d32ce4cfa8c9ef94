package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.interop.Futures;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_tasks.py}, the part about other threads. */
@Timeout(60)
class TasksThreadsTest {

    private final EventLoop loop = new EventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Nested
    class RunCoroutineThreadsafeTests {

        @Async
        private Coroutine<Integer> add(int a, int b) {
            await(sleep(Duration.ofMillis(1)));
            return Coroutine.of(a + b);
        }

        @Async
        private Coroutine<Integer> cancelled() {
            loop.currentTask().orElseThrow().cancel();
            await(interrupt());
            return Coroutine.of(0);
        }

        @Async
        private Coroutine<Integer> endless() {
            await(loop.createPromise());
            return Coroutine.of(0);
        }

        @Test
        void testRunCoroutineThreadsafe() {
            Promise<Integer> sum = loop.runInExecutor(
                    null, () -> Futures.runCoroutineThreadsafe(loop, add(1, 2)).get());
            assertEquals(3, loop.runUntilComplete(sum));
        }

        @Test
        void testRunCoroutineThreadsafeWithTimeout() {
            Promise<Integer> waiting = loop.runInExecutor(null, () -> {
                CompletableFuture<Integer> future = Futures.runCoroutineThreadsafe(loop, endless());
                try {
                    return future.get(0, TimeUnit.SECONDS);
                } finally {
                    future.cancel(true);
                }
            });
            assertThrows(TimedOutException.class, () -> loop.runUntilComplete(waiting));
            loop.run(); // ends when no task is left
            assertEquals(Set.of(), loop.allTasks());
        }

        @Test
        void testRunCoroutineThreadsafeTaskCancelled() {
            Promise<Integer> waiting = loop.runInExecutor(
                    null,
                    () -> Futures.runCoroutineThreadsafe(loop, cancelled()).get());
            assertThrows(CancelledError.class, () -> loop.runUntilComplete(waiting));
        }
    }
}
