package dev.reprise.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers that are due soon, the first on top: a binary heap. Each timer knows its index, so that a cancelled one is taken
 * out at once.
 */
final class TimerHeap {

    private final List<TimerHandle> heap = new ArrayList<>();

    boolean isEmpty() {
        return heap.isEmpty();
    }

    int size() {
        return heap.size();
    }

    /** Returns the timer that is due first, or null. */
    @Nullable
    TimerHandle first() {
        return heap.isEmpty() ? null : heap.get(0);
    }

    void add(TimerHandle timer) {
        heap.add(timer);
        rise(heap.size() - 1, timer);
    }

    /** Takes a timer out, unless it is in no heap. */
    void remove(TimerHandle timer) {
        int gap = timer.index;
        if (gap == TimerHandle.OUTSIDE) {
            return;
        }
        timer.index = TimerHandle.OUTSIDE;
        TimerHandle last = heap.remove(heap.size() - 1);
        if (last != timer) {
            sink(gap, last);
            rise(last.index, last);
        }
    }

    /** Takes all out, in no order. */
    List<TimerHandle> takeAll() {
        List<TimerHandle> all = new ArrayList<>(heap);
        clear();
        return all;
    }

    void clear() {
        for (TimerHandle timer : heap) {
            timer.index = TimerHandle.OUTSIDE;
        }
        heap.clear();
    }

    /** Puts {@code timer} at {@code index} or above. */
    private void rise(int index, TimerHandle timer) {
        int at = index;
        while (at > 0) {
            TimerHandle parent = heap.get((at - 1) / 2);
            if (parent.isBefore(timer)) {
                break;
            }
            put(at, parent);
            at = (at - 1) / 2;
        }
        put(at, timer);
    }

    /** Puts {@code timer} at {@code index} or below. */
    private void sink(int index, TimerHandle timer) {
        int at = index;
        for (int child = 2 * at + 1; child < heap.size(); child = 2 * at + 1) {
            if (child + 1 < heap.size() && heap.get(child + 1).isBefore(heap.get(child))) {
                child++;
            }
            if (timer.isBefore(heap.get(child))) {
                break;
            }
            put(at, heap.get(child));
            at = child;
        }
        put(at, timer);
    }

    private void put(int index, TimerHandle timer) {
        heap.set(index, timer);
        timer.index = index;
    }
}
