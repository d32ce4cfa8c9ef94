package dev.reprise.loop;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Timers that are due soon, the first on top: a binary heap. Each timer knows its index, so that a cancelled one is taken
 * out at once.
 */
final class TimerHeap {

    private final List<Timed> heap = new ArrayList<>();

    boolean isEmpty() {
        return heap.isEmpty();
    }

    int size() {
        return heap.size();
    }

    /** Returns the timer that is due first, or null. */
    @Nullable
    Timed first() {
        return heap.isEmpty() ? null : heap.get(0);
    }

    void add(Timed timer) {
        heap.add(timer);
        rise(heap.size() - 1, timer);
    }

    /** Takes a timer out, unless it is in no heap. */
    void remove(Timed timer) {
        int gap = timer.index();
        if (gap == Timed.NOWHERE) {
            return;
        }
        timer.stand(Timed.NOWHERE, Timed.NOWHERE);
        Timed last = heap.remove(heap.size() - 1);
        if (last != timer) {
            sink(gap, last);
            rise(last.index(), last);
        }
    }

    /** Takes all out, in no order. */
    List<Timed> takeAll() {
        List<Timed> all = new ArrayList<>(heap);
        clear();
        return all;
    }

    void clear() {
        for (Timed timer : heap) {
            timer.stand(Timed.NOWHERE, Timed.NOWHERE);
        }
        heap.clear();
    }

    /** Puts {@code timer} at {@code index} or above. */
    private void rise(int index, Timed timer) {
        int at = index;
        while (at > 0) {
            Timed parent = heap.get((at - 1) / 2);
            if (parent.isBefore(timer)) {
                break;
            }
            put(at, parent);
            at = (at - 1) / 2;
        }
        put(at, timer);
    }

    /** Puts {@code timer} at {@code index} or below. */
    private void sink(int index, Timed timer) {
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

    private void put(int index, Timed timer) {
        heap.set(index, timer);
        timer.stand(Timed.NOWHERE, index);
    }
}
