package dev.reprise.benchmarks.harness;

import org.jspecify.annotations.Nullable;

/** The ready queue of those contestants that bring none: a ring in an array. */
public final class Ring<T> {

    private @Nullable Object[] places = new Object[16];
    private int first;
    private int size;

    /** Makes an empty one. */
    public Ring() {}

    /** Tells whether nothing is queued. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** Adds at the end. */
    public void add(T element) {
        if (size == places.length) {
            grow();
        }
        places[(first + size++) & (places.length - 1)] = element;
    }

    /** Takes the first one; there must be one. */
    @SuppressWarnings({"unchecked", "NullAway"}) // add put it there
    public T remove() {
        Object element = places[first];
        places[first] = null;
        first = (first + 1) & (places.length - 1);
        size--;
        return (T) element;
    }

    private void grow() {
        @Nullable Object[] larger = new Object[2 * places.length];
        int tail = places.length - first;
        System.arraycopy(places, first, larger, 0, tail);
        System.arraycopy(places, 0, larger, tail, first);
        places = larger;
        first = 0;
    }
}
