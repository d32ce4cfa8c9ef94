package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.it.conformance.Thrown.assertSays;
import static dev.reprise.it.conformance.VirtualLoop.coroutine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.loop.Clock;
import dev.reprise.loop.Poller;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_events.py}: runs and timers. */
class EventsTest {

    @Nested
    class EventLoopTestsMixin {

        private final EventLoop loop = new EventLoop(new VirtualTime());

        @Test
        void testRunUntilCompleteNesting() {
            Coroutine<Void> inner = interrupt();
            Coroutine<Void> outer = coroutine(() -> {
                assertTrue(loop.isRunning());
                return Coroutine.of(loop.runUntilComplete(inner));
            });
            assertSays("already running", IllegalStateException.class, () -> loop.runUntilComplete(outer));
            assertEquals(Coroutine.State.CREATED, inner.state());
        }

        @Test
        void testRunUntilCompleteStopped() {
            Coroutine<Void> stopping = coroutine(() -> {
                loop.stop();
                await(sleep(Duration.ofMillis(100)));
                return Coroutine.done();
            });
            assertSays("stopped before", IllegalStateException.class, () -> loop.runUntilComplete(stopping));
            assertEquals(Duration.ZERO, loop.time());
        }

        /** No wait ends so early that the loop has to wait again for the same timer; no Duration is below 1 ns. */
        @Test
        void testTimeoutRounding() {
            CountedWaits waits = new CountedWaits();
            try (EventLoop real = new EventLoop(Clock.system(), waits)) {
                real.runUntilComplete(coroutine(() -> {
                    await(sleep(Duration.ofMillis(10)));
                    await(sleep(Duration.ofNanos(100_000)));
                    await(sleep(Duration.ofNanos(1_000)));
                    await(sleep(Duration.ofNanos(10)));
                    await(sleep(Duration.ofNanos(1)));
                    return Coroutine.done();
                }));
            }
            assertTrue(waits.count >= 1 && waits.count <= 5, () -> "five timers, but waits: " + waits.count);
        }
    }

    /** The real poller; counts how often the loop waits. */
    private static final class CountedWaits implements Poller {

        int count;
        private final Poller parking = Poller.parking();

        @Override
        public void poll(long nanos) throws InterruptedException {
            if (nanos > 0) {
                count++;
            }
            parking.poll(nanos);
        }

        @Override
        public void wakeUp() {
            parking.wakeUp();
        }
    }
}
