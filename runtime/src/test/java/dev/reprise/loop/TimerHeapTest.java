package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    private final CallbackLoop loop = new CallbackLoop();
    private final TimerHeap heap = new TimerHeap();

    private long made;

    private TimerHandle timer(long deadline) {
        TimerHandle timer = new TimerHandle(loop, deadline, () -> {}, null);
        timer.number = made++;
        return timer;
    }

    private List<TimerHandle> drain() {
        List<TimerHandle> drained = new ArrayList<>();
        for (TimerHandle first = heap.first(); first != null; first = heap.first()) {
            drained.add(first);
            heap.remove(first);
        }
        return drained;
    }

    @Test
    void anyMixOfAddingAndRemovingLeavesTheRestInOrder() {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            List<TimerHandle> left = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(3) > 0 || left.isEmpty()) {
                    TimerHandle timer = timer(random.nextInt(20));
                    heap.add(timer);
                    left.add(timer);
                } else {
                    heap.remove(left.remove(random.nextInt(left.size())));
                }
            }
            left.sort(Comparator.comparingLong((TimerHandle timer) -> timer.deadline)); // stable: ties as they were set
            assertEquals(left, drain());
        }
    }

    @Test
    void trap17ARemovedTimerIsGoneAtOnce() {
        TimerHandle first = timer(1);
        TimerHandle second = timer(2);
        heap.add(first);
        heap.add(second);
        heap.remove(second);
        heap.remove(second);
        assertEquals(List.of(first), drain());
        assertTrue(heap.isEmpty());
    }

    @Test
    void aClearedTimerMayBeRemovedAgain() {
        TimerHandle timer = timer(1);
        heap.add(timer);
        heap.clear();
        heap.remove(timer);
        assertTrue(heap.isEmpty());
    }
}
