package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How each poller waits. */
@Timeout(30)
abstract class PollerContract<P extends Poller> {

    final P poller;

    PollerContract(P poller) {
        this.poller = poller;
    }

    @AfterEach
    void close() {
        poller.close();
    }

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
    void itWaitsAlsoIfItsThreadHoldsAPermitToUnpark() throws InterruptedException {
        LockSupport.unpark(Thread.currentThread());
        assertWaits(1_000_000);
    }

    @Test
    void theLeastTimeIsWaitedForAndNotForEver() throws InterruptedException {
        assertWaits(1);
    }

    @Test
    void aWaitForAHostIsWokenAsAPollIs() throws InterruptedException {
        poller.wakeUp();
        poller.waitForEvents(Poller.FOREVER);
        Thread waker = new Thread(poller::wakeUp);
        waker.start();
        poller.waitForEvents(Poller.FOREVER);
        waker.join();
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
            poller.poll(0); // takes the wake-up that came late, if the poll has returned early
        }
    }

    /**
     * A wake-up comes a little sooner each time: after the poll, while it goes to sleep, before it. One that is lost, and
     * this waits for ever.
     */
    @Test
    void noWakeUpIsLostWhileAThreadGoesToSleep() throws InterruptedException {
        int turns = 20_000;
        AtomicInteger turn = new AtomicInteger();
        AtomicInteger added = new AtomicInteger();
        Thread waking = new Thread(() -> {
            for (int i = 1; i <= turns; i++) {
                while (turn.get() < i) {
                    Thread.onSpinWait();
                }
                for (int delay = i % 100; delay > 0; delay--) {
                    Thread.onSpinWait();
                }
                added.set(i);
                poller.wakeUp();
            }
        });
        waking.setDaemon(true);
        waking.start();
        for (int i = 1; i <= turns; i++) {
            turn.set(i);
            while (added.get() < i) { // a selector may return early
                poller.poll(Poller.FOREVER);
            }
        }
        waking.join();
    }
}
