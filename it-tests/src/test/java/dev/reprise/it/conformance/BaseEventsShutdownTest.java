package dev.reprise.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.KeyboardInterrupt;
import dev.reprise.TimedOutException;
import dev.reprise.loop.ErrorContext;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_base_events.py}, the part about the end of a loop. */
@Timeout(60)
class BaseEventsShutdownTest {

    private final EventLoop loop = new EventLoop();
    private final List<ErrorContext> reported = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reported.add(context));
    }

    @Nested
    class BaseEventLoopTests {

        @Test
        void testShutdownDefaultExecutorTimeout() throws InterruptedException {
            ExecutorService executor = Executors.newCachedThreadPool();
            CountDownLatch never = new CountDownLatch(1);
            CountDownLatch begun = new CountDownLatch(1);
            loop.setDefaultExecutor(executor);
            loop.runInExecutor(null, () -> {
                begun.countDown();
                never.await();
                return null;
            });
            begun.await();
            loop.runUntilComplete(loop.shutdownDefaultExecutor(Duration.ofMillis(10)));
            never.countDown();
            loop.close();
            assertEquals(1, reported.size());
            assertInstanceOf(TimedOutException.class, reported.get(0).exception());
            assertTrue(reported.get(0).message().contains("did not end in time"), reported::toString);
        }

        @Test
        void testRunForeverKeyboardInterrupt() {
            KeyboardInterrupt thrown = new KeyboardInterrupt();
            assertSame(thrown, assertThrows(KeyboardInterrupt.class, () -> loop.runUntilComplete(interrupted(thrown))));
            loop.close();
            assertEquals(List.of(), reported);
        }

        @Async
        private static Coroutine<Void> interrupted(KeyboardInterrupt thrown) {
            throw thrown;
        }
    }
}
