package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The mistakes that other implementations of locks and queues have made. */
class LockTrapsTest extends SyncRun {

    @Async
    private Coroutine<Void> taking(Acquirable lock, Object name) {
        await(lock.acquire());
        log.add(name);
        return Coroutine.done();
    }

    @Test
    void trap1AGetterThatIsWokenAndCancelledWakesTheNext() {
        Queue<String> queue = new Queue<>();
        Task<String> first = waiting(queue.get());
        Task<String> second = waiting(queue.get());
        queue.putNowait("item");
        first.cancel();
        assertEquals("item", run(second));
        assertTrue(first.cancelled());
    }

    @Test
    void trap1APutterThatIsWokenAndCancelledWakesTheNext() {
        Queue<String> queue = new Queue<>(1);
        queue.putNowait("a");
        Task<Void> first = waiting(queue.put("b"));
        Task<Void> second = waiting(queue.put("c"));
        assertEquals("a", queue.getNowait());
        first.cancel();
        run(second);
        assertTrue(first.cancelled());
        assertEquals("c", queue.getNowait());
    }

    @Test
    void trap1AWakeUpIsATokenSoTheItemStaysInTheQueueForWhoeverLooks() {
        Queue<String> queue = new Queue<>();
        Task<String> getter = waiting(queue.get());
        queue.putNowait("item");
        assertEquals(1, queue.size());
        assertEquals("item", queue.getNowait());
        onePass();
        assertFalse(getter.done(), "it waits again");
        queue.putNowait("other");
        assertEquals("other", run(getter));
    }

    @Test
    void trap1AllGettersThatAreWokenForOneItemEachAndCancelledPassTheItemsOn() {
        Queue<Integer> queue = new Queue<>();
        List<Task<Integer>> cancelled = List.of(waiting(queue.get()), waiting(queue.get()));
        List<Task<Integer>> others = List.of(waiting(queue.get()), waiting(queue.get()));
        queue.putNowait(1);
        queue.putNowait(2);
        cancelled.forEach(Task::cancel);
        assertEquals(1, run(others.get(0)));
        assertEquals(2, run(others.get(1)));
    }

    @Test
    void trap2AWaiterThatIsWokenAndCancelledPassesTheLockOn() {
        Lock lock = new Lock();
        atOnce(lock.acquire());
        Task<Void> first = waiting(lock.acquire());
        Task<Void> second = waiting(lock.acquire());
        lock.release();
        first.cancel();
        run(second);
        assertTrue(first.cancelled());
        assertTrue(lock.isLocked());
        lock.release();
        assertFalse(lock.isLocked());
    }

    /** bpo-32734: a cancellation of one and a release must not wake two. */
    @Test
    void trap2ACancelAndAReleaseInOnePassLetOneTaskInNotTwo() {
        Lock lock = new Lock();
        atOnce(lock.acquire());
        Task<Void> first = waiting(taking(lock, 1));
        Task<Void> second = waiting(taking(lock, 2));
        Task<Void> third = waiting(taking(lock, 3));
        first.cancel();
        lock.release();
        onePass();
        onePass();
        assertEquals(List.of(2), log);
        assertTrue(second.done());
        assertFalse(third.done());
        lock.release();
        run(third);
    }

    @Test
    void trap2ANewcomerDoesNotTakeTheLockThatIsReservedForTheOneThatWasWoken() {
        Lock lock = new Lock();
        atOnce(lock.acquire());
        Task<Void> second = waiting(taking(lock, "waited"));
        Task<Void> third = start(taking(lock, "newcomer")); // its first step comes before that of the other
        lock.release();
        assertFalse(lock.isLocked(), "nobody holds it");
        onePass();
        assertEquals(List.of("waited"), log);
        assertDone(second);
        lock.release();
        run(third);
        assertEquals(List.of("waited", "newcomer"), log);
    }

    @Test
    void trap3ANewcomerDoesNotTakeThePermitThatIsReserved() {
        Semaphore semaphore = new Semaphore(0);
        Task<Void> first = waiting(taking(semaphore, "waited"));
        Task<Void> second = start(taking(semaphore, "newcomer")); // its first step comes before that of the other
        semaphore.release();
        assertEquals(0, semaphore.availablePermits());
        assertTrue(semaphore.isLocked());
        onePass();
        assertEquals(List.of("waited"), log);
        assertDone(first);
        semaphore.release();
        run(second);
        assertEquals(List.of("waited", "newcomer"), log);
    }

    @Test
    void trap3APermitReservedForOneThatIsCancelledGoesToTheNext() {
        Semaphore semaphore = new Semaphore(0);
        Task<Void> first = waiting(semaphore.acquire());
        Task<Void> second = waiting(semaphore.acquire());
        semaphore.release();
        first.cancel();
        run(second);
        assertTrue(semaphore.isLocked());
        assertEquals(0, semaphore.availablePermits());
    }

    @Test
    void trap3APermitReservedForOneThatIsCancelledIsFreeIfNobodyWaits() {
        Semaphore semaphore = new Semaphore(0);
        Task<Void> first = waiting(semaphore.acquire());
        semaphore.release();
        first.cancel();
        onePass();
        assertTrue(first.cancelled());
        assertEquals(1, semaphore.availablePermits());
        assertFalse(semaphore.isLocked());
    }

    /** bpo-32841: and so the block around the wait can release it. */
    @Test
    void trap4ACancelledWaitAcquiresTheLockHoweverOftenItIsCancelledThere() {
        Condition condition = new Condition();
        Task<Void> task = waiting(condition.with(condition::waitFor));
        atOnce(condition.acquire());
        task.cancel("first");
        onePass();
        task.cancel("second");
        onePass();
        task.cancel("third");
        onePass();
        assertFalse(task.done(), "it does not go on without the lock");
        condition.release();
        CancelledError error = assertThrows(CancelledError.class, () -> run(task));
        assertEquals("third", error.getMessage(), "the latest");
        assertFalse(condition.isLocked(), "its block has released it");
    }

    /** gh-111693. */
    @Test
    void trap4TheLatestErrorIsRaisedItself() {
        Condition condition = new Condition();
        List<CancelledError> caught = new ArrayList<>();
        Task<Void> task = waiting(condition.with(() -> {
            try {
                await(condition.waitFor());
            } catch (CancelledError error) {
                caught.add(error);
                throw error;
            }
            return Coroutine.done();
        }));
        atOnce(condition.acquire());
        condition.signal();
        onePass();
        task.cancel("on the way to the lock");
        condition.release();
        CancelledError error = assertThrows(CancelledError.class, () -> run(task));
        assertSame(caught.get(0), error);
        assertEquals("on the way to the lock", error.getMessage());
    }

    /** gh-112202. */
    @Test
    void trap4ASignalThatACancelledTaskGotGoesToTheNext() {
        Condition condition = new Condition();
        Task<Void> first = waiting(condition.with(condition::waitFor));
        Task<Void> second = waiting(condition.with(condition::waitFor));
        atOnce(condition.acquire());
        condition.signal();
        first.cancel();
        condition.release();
        run(second);
        assertTrue(first.cancelled());
    }

    /** The same for one that is cancelled while it acquires the lock. */
    @Test
    void trap4ASignalGoesToTheNextIfTheOneThatGotItIsCancelledOnItsWayToTheLock() {
        Condition condition = new Condition();
        Task<Void> first = waiting(condition.with(condition::waitFor));
        Task<Void> second = waiting(condition.with(condition::waitFor));
        atOnce(condition.acquire());
        condition.signal();
        onePass();
        first.cancel();
        onePass();
        condition.release();
        run(second);
        assertTrue(first.cancelled());
    }

    @Test
    void aTaskThatIsCancelledBeforeItsSignalTakesNone() {
        Condition condition = new Condition();
        Task<Void> first = waiting(condition.with(condition::waitFor));
        Task<Void> second = waiting(condition.with(condition::waitFor));
        Task<Void> third = waiting(condition.with(condition::waitFor));
        first.cancel();
        run(condition.with(() -> {
            condition.signal();
            return Coroutine.done();
        }));
        onePass();
        onePass();
        assertTrue(first.cancelled());
        assertDone(second);
        assertFalse(third.done(), "one signal, one wake-up");
        run(condition.with(() -> {
            condition.signal();
            return Coroutine.done();
        }));
        run(third);
    }
}
