package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ParkingPollerTest {

    private final Poller poller = Poller.parking();

    @Test
    void aWakeUpBeforeThePollEndsItAtOnceAndOnlyThatOne() throws InterruptedException {
        poller.wakeUp();
        poller.wakeUp();
        poller.poll(Poller.FOREVER);
        assertWaits(1_000_000);
    }

    @Test
    void aLookTakesAWakeUp() throws InterruptedException {
        poller.wakeUp();
        poller.poll(0);
        assertWaits(1_000_000);
    }

    @Test
    void itWaitsAgainAfterAReturnWithoutAReason() throws InterruptedException {
        LockSupport.unpark(Thread.currentThread()); // a permit that makes the next park return at once
        assertWaits(1_000_000);
    }

    private void assertWaits(long nanos) throws InterruptedException {
        long before = System.nanoTime();
        poller.poll(nanos);
        assertTrue(System.nanoTime() - before >= nanos);
    }

    @Test
    void anInterruptEndsAnyPollAndIsTaken() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> poller.poll(Poller.FOREVER));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> poller.poll(0));
        assertFalse(Thread.interrupted());
    }

    @Test
    void aWaitingPollIsWokenByAnotherThread() throws InterruptedException {
        for (int i = 0; i < 1_000; i++) {
            Thread waker = new Thread(poller::wakeUp);
            waker.start();
            poller.poll(Poller.FOREVER);
            waker.join();
        }
    }

    /** Two threads wake one another in turns: one wake-up that came while a thread went to sleep, and both would wait. */
    @Test
    void noWakeUpIsLostWhileAThreadGoesToSleep() throws InterruptedException {
        int turns = 50_000;
        Poller other = Poller.parking();
        Thread answering = new Thread(() -> {
            for (int i = 0; i < turns; i++) {
                assertDoesNotThrow(() -> other.poll(Poller.FOREVER));
                poller.wakeUp();
            }
        });
        answering.setDaemon(true);
        answering.start();
        for (int i = 0; i < turns; i++) {
            other.wakeUp();
            poller.poll(Poller.FOREVER);
        }
        answering.join();
    }
}
