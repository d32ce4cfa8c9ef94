package dev.reprise.stress;

import dev.reprise.loop.Poller;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.DatagramChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A wake-up is never lost: what waits for one would wait for {@link #LOST}, and tells so. */
public final class WakeUpStress {

    /** Far longer than a wake-up takes on any machine, short enough to see many if they are lost. */
    private static final Duration LOST = Duration.ofSeconds(5);

    private WakeUpStress() {}

    private static boolean isWoken(Poller poller) {
        long start = System.nanoTime();
        poll(poller, LOST.toNanos());
        return System.nanoTime() - start < LOST.toNanos();
    }

    private static void poll(Poller poller, long nanos) {
        try {
            poller.poll(nanos);
        } catch (InterruptedException nobodyDoes) {
            throw new IllegalStateException(nobodyDoes);
        }
    }

    /** One wake-up meets one poll: before it, while it goes to sleep, or after. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "woken")
    @Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "the wake-up was lost")
    @State
    public static class OneWakeUp {

        private final Poller poller = Poller.parking();

        @Actor
        public void loop(I_Result result) {
            result.r1 = isWoken(poller) ? 1 : 0;
        }

        @Actor
        public void waker() {
            poller.wakeUp();
        }
    }

    /** A thread adds to a queue and wakes, twice; one that waits and looks in turns finds both. */
    @JCStressTest
    @Outcome(id = "2", expect = Expect.ACCEPTABLE, desc = "both found")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a wake-up was lost")
    @State
    public static class TwoWakeUps {

        private final Poller poller = Poller.parking();
        private final Queue<String> queue = new ConcurrentLinkedQueue<>();

        @Actor
        public void loop(I_Result result) {
            boolean woken = true;
            while (result.r1 < 2 && woken) {
                woken = isWoken(poller);
                for (String found = queue.poll(); found != null && woken; found = queue.poll()) {
                    result.r1++;
                }
            }
        }

        @Actor
        public void waker() {
            queue.add("one");
            poller.wakeUp();
            queue.add("other");
            poller.wakeUp();
        }
    }

    /** A wake-up that a look takes is none for the wait after it, one that comes later is. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found at the look or by the wait")
    @Outcome(id = "0", expect = Expect.FORBIDDEN, desc = "the look took the wake-up, and did not see what it was for")
    @State
    public static class LookThenWait {

        private final Poller poller = Poller.parking();
        private volatile boolean added;

        @Actor
        public void loop(I_Result result) {
            poll(poller, 0);
            result.r1 = added || isWoken(poller) ? 1 : 0;
        }

        @Actor
        public void waker() {
            added = true;
            poller.wakeUp();
        }
    }

    /** A wake-up comes before the first channel is watched, while the selector is opened, or while it is waited in. */
    @JCStressTest
    @Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "found by a wait in the selector")
    @Outcome(
            id = "0",
            expect = Expect.FORBIDDEN,
            desc = "the wake-up was lost between the parked thread and the selector")
    @State
    public static class SelectorIsOpened {

        private final Poller poller = Poller.selecting();
        private volatile boolean added;

        @Actor
        public void loop(I_Result result) {
            watch(poller);
            boolean woken = true;
            while (!added && woken) {
                woken = isWoken(poller);
            }
            result.r1 = added && woken ? 1 : 0;
            poller.close();
        }

        @Actor
        public void waker() {
            added = true;
            poller.wakeUp();
        }
    }

    private static void watch(Poller poller) {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            poller.register(channel, ready -> {});
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A whole loop runs, and is told to stop by the second of two callbacks from another thread. */
    @JCStressTest
    @Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "both callbacks were run")
    @Outcome(expect = Expect.FORBIDDEN, desc = "a callback was lost")
    @State
    public static class WholeLoop {

        private final EventLoop loop = new EventLoop();
        private boolean one;
        private boolean other;

        @Actor
        public void loop(ZZ_Result result) {
            loop.callLater(LOST, loop::stop);
            loop.runForever();
            result.r1 = one;
            result.r2 = other;
            loop.close();
        }

        @Actor
        public void waker() {
            loop.callSoonThreadsafe(() -> one = true);
            loop.callSoonThreadsafe(() -> {
                other = true;
                loop.stop();
            });
        }
    }
}
