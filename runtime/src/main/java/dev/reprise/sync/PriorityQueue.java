package dev.reprise.sync;

import java.util.Comparator;

/**
 * A queue whose smallest item is taken first: {@code asyncio.PriorityQueue}. Which of several equal items comes first is
 * left open.
 *
 * @param <T> the type of the items; comparable, unless a comparator is given
 */
public final class PriorityQueue<T> extends Queue<T> {

    /** Makes a queue without a bound, in the natural order of its items. */
    public PriorityQueue() {
        this(0);
    }

    /** Makes a queue of at most {@code maxSize} items in their natural order, or without a bound if that is not positive. */
    public PriorityQueue(int maxSize) {
        super(maxSize, new java.util.PriorityQueue<>());
    }

    /** Makes a queue without a bound. */
    public PriorityQueue(Comparator<? super T> order) {
        this(0, order);
    }

    /** Makes a queue of at most {@code maxSize} items, or without a bound if that is not positive. */
    public PriorityQueue(int maxSize, Comparator<? super T> order) {
        super(maxSize, new java.util.PriorityQueue<>(order));
    }
}
