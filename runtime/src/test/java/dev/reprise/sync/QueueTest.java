package dev.reprise.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest extends SyncRun {

    @Test
    void whatNeedNotWaitDoesNot() {
        Queue<String> queue = new Queue<>(1);
        atOnce(queue.put("a"));
        assertEquals("a", atOnce(queue.get()));
        queue.taskDone();
        atOnce(queue.join());
    }

    @Test
    void callingAMethodDoesNothingUntilItIsAwaited() {
        Queue<String> queue = new Queue<>();
        Coroutine<Void> put = queue.put("a");
        assertTrue(queue.isEmpty());
        atOnce(put);
        assertEquals(1, queue.size());
    }

    /** One that was overtaken does not go to the end: else it might starve. */
    @Test
    void aGetterThatWasOvertakenKeepsItsPlace() {
        Queue<Integer> queue = new Queue<>();
        Task<Integer> first = waiting(queue.get());
        Task<Integer> second = waiting(queue.get());
        Task<Integer> third = waiting(queue.get());
        queue.putNowait(-1);
        queue.putNowait(-2);
        queue.getNowait();
        queue.getNowait();
        onePass();
        assertFalse(first.done() || second.done() || third.done());
        for (int i = 1; i <= 3; i++) {
            queue.putNowait(i);
        }
        assertEquals(1, run(first));
        assertEquals(2, run(second));
        assertEquals(3, run(third));
    }

    @Test
    void aPutterThatWasOvertakenKeepsItsPlace() {
        Queue<Integer> queue = new Queue<>(1);
        queue.putNowait(0);
        Task<Void> first = waiting(queue.put(1));
        Task<Void> second = waiting(queue.put(2));
        queue.getNowait();
        queue.putNowait(-1);
        onePass();
        assertFalse(first.done() || second.done());
        List<Integer> items = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            items.add(queue.getNowait());
            onePass();
        }
        assertEquals(List.of(-1, 1, 2), items);
    }

    @Test
    void aJoinEndsThoughMoreIsPutInTheSamePass() {
        Queue<Integer> queue = new Queue<>();
        queue.putNowait(1);
        Task<Void> join = waiting(queue.join());
        queue.getNowait();
        queue.taskDone();
        queue.putNowait(2);
        run(join);
    }

    @Test
    void anImmediateShutdownLeavesWhatWasTakenToBeReported() {
        Queue<Integer> queue = new Queue<>();
        queue.putNowait(1);
        queue.putNowait(2);
        Task<Void> join = waiting(queue.join());
        queue.getNowait();
        queue.shutdown(true);
        onePass();
        assertFalse(join.done());
        queue.taskDone();
        run(join);
        assertThrows(IllegalStateException.class, queue::taskDone);
    }

    @Test
    void aShutdownEndsAllThatWait() {
        Queue<Integer> queue = new Queue<>(1);
        queue.putNowait(1);
        List<Task<Void>> putters = List.of(waiting(queue.put(2)), waiting(queue.put(3)));
        queue.shutdown();
        onePass();
        putters.forEach(putter -> assertThrows(QueueShutDown.class, putter::result));
        assertEquals(1, atOnce(queue.get()));
    }

    /** Also of a get that is not cancelled, but closed by hand: its task never sees the item. */
    @Test
    void aGetThatIsClosedWaitsNoMore() {
        Queue<Integer> queue = new Queue<>();
        Coroutine<Integer> closed = queue.get();
        Coroutine<Void> closing = closing(closed);
        run(closing);
        Task<Integer> other = waiting(queue.get());
        assertEquals("<Queue 0 items, 1 getters>", queue.toString());
        queue.putNowait(1);
        assertEquals(1, run(other));
    }

    @Async
    private static Coroutine<Void> closing(Coroutine<?> coroutine) {
        assertTrue(coroutine.next());
        coroutine.close();
        return Coroutine.done();
    }

    @Test
    void nullIsNoItem() {
        Queue<Integer> queue = new Queue<>();
        assertThrows(NullPointerException.class, () -> queue.putNowait(nothing()));
        assertThrows(NullPointerException.class, () -> atOnce(queue.put(nothing())));
        assertEquals(0, queue.size());
    }

    @SuppressWarnings("NullAway") // on purpose
    private static Integer nothing() {
        return null;
    }

    @Test
    void itDescribesItself() {
        Queue<Integer> queue = new Queue<>(1);
        queue.putNowait(1);
        waiting(queue.put(2));
        assertEquals("<Queue 1 of 1 items, 1 putters, 1 unfinished>", queue.toString());
        assertEquals("<LifoQueue 0 items>", new LifoQueue<>().toString());
    }

    @Test
    void aPriorityQueueTakesTheSmallestFirstAlsoWhenItsPuttersWait() {
        PriorityQueue<Integer> queue = new PriorityQueue<>(2);
        queue.putNowait(5);
        queue.putNowait(3);
        Task<Void> putter = waiting(queue.put(1));
        assertEquals(3, queue.getNowait());
        run(putter);
        assertEquals(1, queue.getNowait());
        assertEquals(5, queue.getNowait());
    }

    @Test
    void aPriorityQueueHasTheOrderOfItsComparator() {
        PriorityQueue<String> queue = new PriorityQueue<>(Comparator.comparing(String::length));
        PriorityQueue<Integer> bounded = new PriorityQueue<>(2, Comparator.<Integer>reverseOrder());
        queue.putNowait("ccc");
        queue.putNowait("a");
        queue.putNowait("bb");
        assertEquals("a", queue.getNowait());
        assertEquals("bb", queue.getNowait());
        bounded.putNowait(1);
        bounded.putNowait(2);
        assertTrue(bounded.isFull());
        assertEquals(2, bounded.getNowait());
    }

    @Test
    void aPriorityQueueRefusesWhatCannotBeComparedAndStaysAsItWas() {
        PriorityQueue<Object> queue = new PriorityQueue<>();
        assertThrows(ClassCastException.class, () -> queue.putNowait(new Object()));
        assertEquals("<PriorityQueue 0 items>", queue.toString());
    }

    @Test
    void aLifoQueueTakesTheNewestFirstAlsoWhenItsPuttersWait() {
        LifoQueue<Integer> queue = new LifoQueue<>(2);
        queue.putNowait(1);
        queue.putNowait(2);
        Task<Void> putter = waiting(queue.put(3));
        assertEquals(2, queue.getNowait());
        run(putter);
        assertEquals(3, queue.getNowait());
        assertEquals(1, queue.getNowait());
    }
}
