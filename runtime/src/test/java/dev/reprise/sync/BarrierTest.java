package dev.reprise.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.task.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

class BarrierTest extends SyncRun {

    private final Barrier barrier = new Barrier(3);

    private List<Task<Integer>> twoThatWait() {
        return List.of(waiting(barrier.waitFor()), waiting(barrier.waitFor()));
    }

    @Test
    void aSinglePartyNeverWaits() {
        Barrier one = new Barrier(1);
        assertEquals(0, atOnce(one.waitFor()));
        assertEquals(0, atOnce(one.waitFor()));
    }

    @Test
    void lessThanOnePartyIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Barrier(0));
    }

    @Test
    void aTaskThatIsCancelledCountsNoMoreEvenBeforeItsNextStep() {
        List<Task<Integer>> two = twoThatWait();
        two.get(0).cancel();
        assertEquals(1, barrier.waiting());
        Task<Integer> third = waiting(barrier.waitFor());
        assertEquals(2, atOnce(barrier.waitFor()));
        onePass();
        assertEquals(List.of(0, 1), List.of(two.get(1).result(), third.result()), "each has a number of its own");
    }

    @Test
    void aTaskThatIsCancelledAfterTheBarrierOpenedDoesNotHoldTheOthersUp() {
        List<Task<Integer>> two = twoThatWait();
        atOnce(barrier.waitFor());
        two.get(0).cancel();
        onePass();
        assertTrue(two.get(0).cancelled());
        assertDone(two.get(1));
        assertEquals("<Barrier filling, 0 of 3 waiting>", barrier.toString());
    }

    @Test
    void thoseOfTheNextRoundsWaitUntilAllHaveGone() {
        List<Task<Integer>> two = twoThatWait();
        List<Task<Integer>> next = List.of(
                start(barrier.waitFor()), start(barrier.waitFor()), start(barrier.waitFor()), start(barrier.waitFor()));
        atOnce(barrier.waitFor()); // the four come before the two have gone on
        onePass();
        two.forEach(SyncRun::assertDone);
        assertEquals("<Barrier draining, 0 of 3 waiting>", barrier.toString(), "three of the four");
        onePass();
        next.subList(0, 3).forEach(SyncRun::assertDone);
        assertFalse(next.get(3).done());
        assertEquals(1, barrier.waiting());
    }

    @Test
    void aResetBreaksThoseThatHaveNotGoneYetAndNotThoseOfTheNextRound() {
        List<Task<Integer>> two = twoThatWait();
        Task<Integer> next = start(barrier.waitFor());
        atOnce(barrier.waitFor());
        barrier.reset();
        assertTrue(barrier.toString().contains("resetting"));
        onePass();
        two.forEach(task -> assertThrows(BrokenBarrier.class, task::result));
        assertFalse(next.done());
        assertEquals(1, barrier.waiting());
        List<Task<Integer>> others = List.of(start(barrier.waitFor()), start(barrier.waitFor()));
        run(next);
        others.forEach(SyncRun::assertDone);
    }

    @Test
    void anAbortBreaksAllUntilAReset() {
        List<Task<Integer>> two = twoThatWait();
        barrier.abort();
        assertThrows(BrokenBarrier.class, () -> atOnce(barrier.waitFor()));
        onePass();
        two.forEach(task -> assertThrows(BrokenBarrier.class, task::result));
        assertTrue(barrier.isBroken());
        barrier.reset();
        assertFalse(barrier.isBroken());
        twoThatWait();
        assertEquals(2, atOnce(barrier.waitFor()));
        onePass();
    }
}
