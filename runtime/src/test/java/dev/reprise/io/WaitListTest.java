package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.task.Task;
import org.junit.jupiter.api.Test;

class WaitListTest extends StreamRun {

    private final WaitList list = new WaitList(loop);

    @Test
    void whoHasWaitedIsForgotten() {
        Task<Void> woken = loop.createTask(list.waitForWakeUp());
        Task<Void> cancelled = loop.createTask(list.waitForWakeUp());
        runUntilIdle();
        assertEquals(2, list.size());
        cancelled.cancel();
        runUntilIdle();
        assertEquals(1, list.size());
        list.wakeAll();
        list.wakeAll();
        runUntilIdle();
        assertEquals(0, list.size());
        assertTrue(woken.done() && !woken.cancelled());
    }

    @Test
    void aWakeUpIsForThoseWhoWaitThen() {
        list.wakeAll();
        Task<Void> late = loop.createTask(list.waitForWakeUp());
        runUntilIdle();
        assertEquals(1, list.size());
        list.wakeAll();
        runUntilIdle();
        assertTrue(late.done());
    }
}
