package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Handle;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_events.py}, the part about other threads. */
@Timeout(60)
class EventsThreadsTest {

    private final EventLoop loop = new EventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Nested
    class EventLoopTestsMixin {

        private final List<String> results = new ArrayList<>();

        private Runnable adds(String result) {
            return () -> {
                results.add(result);
                if (results.size() == 2) {
                    loop.stop();
                }
            };
        }

        private void join(Thread thread) throws InterruptedException {
            thread.start();
            thread.join();
        }

        @Test
        void testCallSoonThreadsafe() throws InterruptedException {
            join(new Thread(() -> loop.callSoonThreadsafe(adds("hello"))));
            loop.callSoon(adds("world"));
            loop.runForever();
            assertEquals(List.of("hello", "world"), results);
        }

        @Test
        void testCallSoonThreadsafeHandleCancelOtherThread() throws InterruptedException {
            Handle handle = loop.callSoonThreadsafe(() -> results.add("cancelled"));
            join(new Thread(() -> assertTrue(handle.cancel())));
            loop.callSoonThreadsafe(loop::stop);
            loop.runForever();
            assertEquals(List.of(), results);
            assertTrue(handle.isCancelled());
        }

        @Test
        void testRunInExecutor() {
            Promise<Thread> promise = loop.runInExecutor(null, Thread::currentThread);
            assertNotSame(Thread.currentThread(), loop.runUntilComplete(promise));
        }

        @Test
        void testRunInExecutorCancel() throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch interrupted = new CountDownLatch(1);
            AtomicInteger called = new AtomicInteger();
            Promise<String> promise = loop.runInExecutor(null, () -> {
                begun.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException expected) {
                    interrupted.countDown();
                }
                return "late";
            });
            promise.addDoneCallback(done -> called.incrementAndGet());
            begun.await();
            assertTrue(promise.cancel());
            interrupted.await();
            loop.runUntilComplete(loop.shutdownDefaultExecutor());
            assertEquals(1, called.get());
            assertTrue(promise.cancelled());
        }

        @Test
        void testPromptCancellation() {
            Task<String> awaited = loop.createTask(endless());
            Task<String> main = loop.createTask(cancelling(awaited));
            loop.runForever();
            assertEquals("cancelled", main.result());
            assertThrows(CancelledError.class, awaited::result);
        }

        @Async
        private Coroutine<String> endless() {
            await(loop.createPromise());
            return Coroutine.of("end");
        }

        @Async
        private Coroutine<String> cancelling(Task<String> awaited) {
            try {
                loop.callSoon(awaited::cancel);
                await(awaited);
            } catch (CancelledError cancelled) {
                return Coroutine.of("cancelled");
            } finally {
                loop.stop();
            }
            return Coroutine.of("went on");
        }
    }
}
