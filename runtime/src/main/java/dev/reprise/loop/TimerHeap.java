package dev.reprise.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The timers that are set, the first due on top: a binary heap. Each timer knows its index, so that a cancelled one is
 * taken out at once; most timers are timeouts, and most of those are cancelled.
 */
final class TimerHeap {

    /** The index of a timer that is in no heap. */
    static final int OUTSIDE = -1;

    private final List<TimerHandle> heap = new ArrayList<>();

    private long added;

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
        timer.number = added++;
        heap.add(timer);
        rise(heap.size() - 1, timer);
    }

    /** Takes a timer out, if it is in. */
    void remove(TimerHandle timer) {
        int gap = timer.index;
        if (gap == OUTSIDE) {
            return;
        }
        timer.index = OUTSIDE;
        TimerHandle last = heap.remove(heap.size() - 1);
        if (last != timer) {
            sink(gap, last);
            rise(last.index, last);
        }
    }

    void clear() {
        for (TimerHandle timer : heap) {
            timer.index = OUTSIDE;
        }
        heap.clear();
    }

    /** Puts {@code timer} at {@code index} or above. */
    private void rise(int index, TimerHandle timer) {
        int at = index;
        while (at > 0) {
            TimerHandle parent = heap.get((at - 1) / 2);
            if (isBefore(parent, timer)) {
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
            if (child + 1 < heap.size() && isBefore(heap.get(child + 1), heap.get(child))) {
                child++;
            }
            if (isBefore(timer, heap.get(child))) {
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

    private static boolean isBefore(TimerHandle a, TimerHandle b) {
        return a.deadline < b.deadline || (a.deadline == b.deadline && a.number < b.number);
    }
}
