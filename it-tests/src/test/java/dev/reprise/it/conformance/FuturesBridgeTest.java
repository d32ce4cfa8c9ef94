package dev.reprise.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.interop.Futures;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_futures.py}, the part about the futures of threads. */
@Timeout(60)
class FuturesBridgeTest {

    private final EventLoop loop = new EventLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    private void runBriefly() {
        loop.stop();
        loop.runForever();
    }

    @Nested
    class BaseFutureTests {

        @Test
        void testWrapFuture() {
            CompletableFuture<Thread> future = CompletableFuture.supplyAsync(Thread::currentThread);
            Promise<Thread> promise = Futures.wrapFuture(loop, future);
            assertNotSame(Thread.currentThread(), loop.runUntilComplete(promise));
        }

        @Test
        void testWrapFutureCancel() {
            CompletableFuture<String> future = new CompletableFuture<>();
            Promise<String> promise = Futures.wrapFuture(loop, future);
            promise.cancel();
            runBriefly();
            assertTrue(future.isCancelled());
            assertTrue(promise.cancelled());
        }

        @Test
        void testWrapFutureCancel2() {
            CompletableFuture<Integer> future = new CompletableFuture<>();
            Promise<Integer> promise = Futures.wrapFuture(loop, future);
            future.complete(42);
            promise.cancel();
            runBriefly();
            assertFalse(future.isCancelled());
            assertEquals(42, future.join());
            assertTrue(promise.cancelled());
        }
    }
}
