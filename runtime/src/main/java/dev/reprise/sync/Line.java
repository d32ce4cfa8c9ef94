package dev.reprise.sync;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for one thing, in the order of their arrival.
 *
 * <p>The list is linked through its elements: who is cancelled leaves at once, in constant time, so that all in it can be
 * woken. Most lines have one element or none: then nothing is linked.
 *
 * @param <P> what all in it are
 */
abstract class Line<P extends Place<?>> {

    private @Nullable Place<?> first;
    private @Nullable Place<?> last;

    /** Returns how many wait and were not woken. */
    abstract int waiting();

    /** Returns the one who has waited longest, or null. */
    @SuppressWarnings("unchecked") // add and insert take nothing else
    final @Nullable P first() {
        return (P) first;
    }

    /** Returns all, in their order: a copy, so that they can be taken out meanwhile. */
    @SuppressWarnings("unchecked")
    final List<P> all() {
        List<P> all = new ArrayList<>();
        for (Place<?> place = first; place != null; place = place.after) {
            all.add((P) place);
        }
        return all;
    }

    /** Adds a newcomer, as the last. */
    final void add(P newcomer) {
        Place<?> previous = last;
        if (previous == null) {
            first = newcomer;
        } else {
            previous.after = newcomer;
            newcomer.before = previous;
        }
        last = newcomer;
    }

    /** Adds one before another. */
    final void insert(P place, Place<?> next) {
        join(next.before, place);
        join(place, next);
    }

    /** Takes the first one out. */
    final void removeFirst(P head) {
        if (head.after == null) {
            first = null; // a constant, so that no collector need be told
            last = null;
        } else {
            remove(head);
        }
    }

    final void remove(Place<?> place) {
        join(place.before, place.after);
        place.before = null;
        place.after = null;
    }

    /** Makes two places, or an end of the line where one is null, neighbours. */
    private void join(@Nullable Place<?> left, @Nullable Place<?> right) {
        if (left == null) {
            first = right;
        } else {
            left.after = right;
        }
        if (right == null) {
            last = left;
        } else {
            right.before = left;
        }
    }

    /** Describes who waits, for the end of a message: empty, or {@code , 2 waiting}. */
    @Override
    public final String toString() {
        return first == null ? "" : ", " + waiting() + " waiting";
    }
}
