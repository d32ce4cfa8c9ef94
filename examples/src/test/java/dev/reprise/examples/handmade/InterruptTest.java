package dev.reprise.examples.handmade;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import org.junit.jupiter.api.Test;

class InterruptTest {

    @Test
    void itGivesWayOnceWithNothingToWaitFor() {
        Coroutine<Void> it = new Interrupt().awaiter();
        assertTrue(it.next());
        assertNull(it.yielded());
        assertFalse(it.next());
    }
}
