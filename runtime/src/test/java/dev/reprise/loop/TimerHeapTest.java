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

    /** Overflows in the first round. */
    private int made = Integer.MAX_VALUE - 50;

    private Timed timer(long deadline) {
        return new TimerHandle(loop, deadline, made++, () -> {}, null);
    }

    private List<Timed> drain() {
        List<Timed> drained = new ArrayList<>();
        for (Timed first = heap.first(); first != null; first = heap.first()) {
            drained.add(first);
            heap.remove(first);
        }
        return drained;
    }

    @Test
    void anyMixOfAddingAndRemovingLeavesTheRestInOrder() {
        Random random = new Random(17);
        for (int round = 0; round < 200; round++) {
            List<Timed> left = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                if (random.nextInt(3) > 0 || left.isEmpty()) {
                    Timed timer = timer(random.nextInt(20));
                    heap.add(timer);
                    left.add(timer);
                } else {
                    heap.remove(left.remove(random.nextInt(left.size())));
                }
            }
            left.sort(Comparator.comparingLong((Timed timer) -> timer.deadline())); // stable: ties as they were set
            assertEquals(left, drain());
        }
    }

    @Test
    void trap17ARemovedTimerIsGoneAtOnce() {
        Timed first = timer(1);
        Timed second = timer(2);
        heap.add(first);
        heap.add(second);
        heap.remove(second);
        heap.remove(second);
        assertEquals(List.of(first), drain());
        assertTrue(heap.isEmpty());
    }

    @Test
    void aClearedTimerMayBeRemovedAgain() {
        Timed timer = timer(1);
        heap.add(timer);
        heap.clear();
        heap.remove(timer);
        assertTrue(heap.isEmpty());
    }
}
