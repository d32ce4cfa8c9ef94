package dev.reprise.sync;

import java.util.ArrayDeque;
import java.util.Collections;

/**
 * A queue whose newest item is taken first: {@code asyncio.LifoQueue}.
 *
 * @param <T> the type of the items
 */
public final class LifoQueue<T> extends Queue<T> {

    /** Makes a queue without a bound. */
    public LifoQueue() {
        this(0);
    }

    /** Makes a queue of at most {@code maxSize} items, or without a bound if that is not positive. */
    public LifoQueue(int maxSize) {
        super(maxSize, Collections.asLifoQueue(new ArrayDeque<>()));
    }
}
