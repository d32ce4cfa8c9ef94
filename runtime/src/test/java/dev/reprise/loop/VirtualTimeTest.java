package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

    private final VirtualTime time = new VirtualTime();

    @Test
    void aWaitJumpsToItsEnd() throws InterruptedException {
        time.poll(5);
        time.poll(7);
        assertEquals(12, time.nanoTime());
    }

    @Test
    void aLookTakesNoTime() throws InterruptedException {
        time.poll(0);
        assertEquals(0, time.nanoTime());
    }

    @Test
    void aPendingWakeUpEndsOneWaitAtOnce() throws InterruptedException {
        time.wakeUp();
        time.poll(5);
        assertEquals(0, time.nanoTime());
        time.poll(5);
        assertEquals(5, time.nanoTime());
    }

    @Test
    void aWaitThatNothingCanEndIsAnError() throws InterruptedException {
        IllegalStateException deadlock = assertThrows(IllegalStateException.class, () -> time.poll(Poller.FOREVER));
        assertEquals("deadlock: nothing is ready and no timer is set", deadlock.getMessage());
    }

    @Test
    void timePassesByHandButNeverBack() throws InterruptedException {
        time.advance(Duration.ofNanos(3));
        assertEquals(3, time.nanoTime());
        assertThrows(IllegalArgumentException.class, () -> time.advance(Duration.ofNanos(-1)));
    }
}
