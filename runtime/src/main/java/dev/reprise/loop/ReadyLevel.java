package dev.reprise.loop;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The entries of one priority, in their order: a ring in an array that grows, so that an entry costs no allocation. */
class ReadyLevel {

    final int priority;

    /** How often in a row another priority was served while something waited here. */
    int passedOver;

    /** Its length is a power of two. */
    private @Nullable Ready[] ring = new Ready[16];

    /** How many were ever taken out, and put in; the entry of a number is at its remainder. Both may overflow. */
    private int taken;

    private int added;

    ReadyLevel(int priority) {
        this.priority = priority;
    }

    final int count() {
        return added - taken;
    }

    final void append(Ready entry) {
        @Nullable Ready[] entries = ring;
        int at = added;
        if (at - taken == entries.length) {
            entries = grown();
        }
        entries[at & (entries.length - 1)] = entry;
        added = at + 1;
    }

    private @Nullable Ready[] grown() {
        @Nullable Ready[] larger = new Ready[2 * ring.length];
        for (int number = taken; number != added; number++) {
            larger[number & (larger.length - 1)] = ring[number & (ring.length - 1)];
        }
        ring = larger;
        return larger;
    }

    private int index(int position) {
        return (taken + position) & (ring.length - 1);
    }

    private Ready get(int position) {
        Ready entry = ring[index(position)];
        if (entry == null) {
            throw new AssertionError("nothing is queued at " + position);
        }
        return entry;
    }

    final Ready removeFirst() {
        @Nullable Ready[] entries = ring;
        int number = taken;
        int at = number & (entries.length - 1);
        Ready entry = entries[at];
        if (entry == null) {
            throw new AssertionError("nothing is queued");
        }
        entries[at] = null;
        taken = number + 1;
        return entry;
    }

    /** Takes out any of those that may overtake, if the first one may: it changes places with it. */
    final Ready removeAny(RandomGenerator random) {
        Ready head = get(0);
        if (head.mayOvertake()) {
            int position = random.nextInt(count());
            while (!get(position).mayOvertake()) {
                position--; // ends at the head at the latest
            }
            ring[index(0)] = get(position);
            ring[index(position)] = head;
        }
        return removeFirst();
    }

    final void removeAll() {
        Arrays.fill(ring, null);
        taken = added;
        passedOver = 0;
    }
}
