package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CapacityLimiterTest extends SyncRun {

    private final CapacityLimiter limiter = new CapacityLimiter(2);

    @Test
    void theCurrentTaskIsTheBorrower() {
        Task<Void> task = start(limiter.with(Sleep::interrupt));
        onePass();
        assertEquals(new CapacityLimiter.Statistics(1, 2, Set.of(task), 0), limiter.statistics());
        run(task);
        assertEquals(new CapacityLimiter.Statistics(0, 2, Set.of(), 0), limiter.statistics());
    }

    @Test
    void aBorrowerMayNotBorrowTwice() {
        atOnce(limiter.acquireFor("a"));
        assertThrows(IllegalStateException.class, () -> atOnce(limiter.acquireFor("a")));
        assertEquals(1, limiter.borrowedTokens());
        limiter.releaseFor("a");
        atOnce(limiter.acquireFor("a"));
    }

    @Test
    void aTaskMayNotBorrowInsideOfItsOwnBlock() {
        Task<Void> task = start(limiter.with(() -> Coroutine.of(await(limiter.acquire()))));
        assertThrows(IllegalStateException.class, () -> run(task));
        assertEquals(0, limiter.borrowedTokens(), "the outer one was released");
    }

    @Test
    void aBorrowerThatWaitsMayNotWaitTwice() {
        limiter.setTotalTokens(0);
        Task<Void> waits = waiting(limiter.acquireFor("a"));
        assertThrows(IllegalStateException.class, () -> atOnce(limiter.acquireFor("a")));
        waits.cancel();
        onePass();
        Task<Void> again = waiting(limiter.acquireFor("a"));
        limiter.setTotalTokens(1);
        run(again);
    }

    @Test
    void whoHoldsNoTokenGivesNoneBack() {
        atOnce(limiter.acquireFor("a"));
        assertThrows(IllegalStateException.class, () -> limiter.releaseFor("b"));
        assertEquals(1, limiter.borrowedTokens());
    }

    @Test
    void outsideOfATaskTheBorrowerMustBeNamed() {
        assertThrows(IllegalStateException.class, limiter::release);
        assertThrows(IllegalStateException.class, () -> atOnce(limiter.acquire()));
    }

    @Test
    void aHigherLimitLetsThoseThatWaitGoOn() {
        atOnce(limiter.acquireFor(1));
        atOnce(limiter.acquireFor(2));
        Task<Void> third = waiting(limiter.acquireFor(3));
        Task<Void> fourth = waiting(limiter.acquireFor(4));
        Task<Void> fifth = waiting(limiter.acquireFor(5));
        limiter.setTotalTokens(4);
        onePass();
        assertDone(third);
        assertDone(fourth);
        assertFalse(fifth.done());
        assertEquals(4, limiter.borrowedTokens());
        limiter.setTotalTokens(CapacityLimiter.UNLIMITED);
        run(fifth);
        assertEquals(5, limiter.borrowedTokens());
    }

    @Test
    void aLowerLimitInterruptsNobodyAndLetsNobodyInUntilEnoughAreBack() {
        atOnce(limiter.acquireFor(1));
        atOnce(limiter.acquireFor(2));
        limiter.setTotalTokens(1);
        assertEquals(2, limiter.borrowedTokens());
        assertEquals(0, limiter.availableTokens());
        Task<Void> third = waiting(limiter.acquireFor(3));
        limiter.releaseFor(1);
        onePass();
        assertFalse(third.done());
        limiter.releaseFor(2);
        run(third);
        assertEquals(1, limiter.borrowedTokens());
        assertEquals(0, limiter.availableTokens());
    }

    @Test
    void aTokenReservedForOneThatIsCancelledGoesToTheNext() {
        limiter.setTotalTokens(1);
        atOnce(limiter.acquireFor(1));
        Task<Void> second = waiting(limiter.acquireFor(2));
        Task<Void> third = waiting(limiter.acquireFor(3));
        limiter.releaseFor(1);
        assertEquals(1, limiter.borrowedTokens(), "it is reserved");
        second.cancel();
        run(third);
        assertTrue(second.cancelled());
        assertEquals(Set.of(3), limiter.statistics().borrowers());
    }

    @Test
    void aNegativeLimitIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CapacityLimiter(-1));
        assertThrows(IllegalArgumentException.class, () -> limiter.setTotalTokens(-1));
        assertEquals(2, limiter.totalTokens());
    }
}
