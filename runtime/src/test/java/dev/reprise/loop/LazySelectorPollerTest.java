package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LazySelectorPollerTest extends PollerContract<Poller> {

    LazySelectorPollerTest() {
        super(Poller.selecting());
    }

    /** Has a poller watch a channel that is closed at once. */
    static void watchOnce(Poller poller) throws IOException {
        try (DatagramChannel channel = DatagramChannel.open()) {
            channel.configureBlocking(false);
            poller.register(channel, ready -> {});
        }
    }

    @Test
    void itWaitsForAMillisecondAtLeastWithAndWithoutASelector() throws Exception {
        assertTakesAMillisecond(() -> poller.poll(1));
        assertTakesAMillisecond(() -> poller.waitForEvents(1));
        watchOnce(poller);
        poller.poll(0); // takes the wake-up by which the selector was opened
        assertTakesAMillisecond(() -> poller.poll(1));
    }

    private static void assertTakesAMillisecond(Executable wait) throws Exception {
        long before = System.nanoTime();
        assertDoesNotThrow(wait);
        assertTrue(System.nanoTime() - before >= 1_000_000);
    }

    @Test
    void theSelectorIsOpenedWithTheFirstChannel() throws IOException {
        assertEquals("<ParkingPoller>", poller.toString());
        watchOnce(poller);
        assertEquals("<SelectorPoller of 1 channels>", poller.toString());
    }

    /** Another thread wakes the loop, which has not polled since when it watches its first channel. */
    @Test
    void aWakeUpFromBeforeTheFirstChannelEndsTheWaitInTheSelector() throws Exception {
        poller.wakeUp();
        watchOnce(poller);
        poller.poll(Poller.FOREVER);
    }

    /** A thread that is parked for a host is to wait in the selector instead. */
    @Test
    void theFirstChannelEndsTheWaitForAHost() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            Poller fresh = Poller.selecting();
            Thread waiting = new Thread(() -> {
                try {
                    fresh.waitForEvents(Poller.FOREVER);
                } catch (InterruptedException nobodyDoes) {
                    throw new AssertionError(nobodyDoes);
                }
            });
            waiting.start();
            watchOnce(fresh);
            waiting.join();
            fresh.close();
        }
    }

    /** One thread wakes while the other opens the selector; what was added before the wake-up is found. */
    @Test
    void noWakeUpIsLostWhileTheSelectorIsOpened() throws Exception {
        for (int i = 0; i < 2_000; i++) {
            Poller fresh = Poller.selecting();
            AtomicInteger added = new AtomicInteger();
            Thread waking = new Thread(() -> {
                added.set(1);
                fresh.wakeUp();
            });
            waking.start();
            watchOnce(fresh);
            while (added.get() == 0) {
                fresh.poll(Poller.FOREVER);
            }
            waking.join();
            fresh.close();
        }
    }
}
