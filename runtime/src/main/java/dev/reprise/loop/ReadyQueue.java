package dev.reprise.loop;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The entries that are ready to run, in the order in which they do.
 *
 * <p>An entry of higher priority runs first; entries of one priority run first come, first served. None starves: a
 * priority that was passed over {@link #PATIENCE} times in a row gets one turn, the one that was passed over most often
 * first. So an entry at the head of its priority waits for at most {@code PATIENCE} others, and one of each priority in use.
 *
 * <p>With a source of random numbers, those of one priority that {@linkplain Ready#mayOvertake may overtake} change places.
 */
final class ReadyQueue {

    static final int PATIENCE = 32;

    /** What nearly all entries have. */
    private final Level normal = new Level(0);

    /** The priorities in use, the highest first; {@link #normal} is always among them. */
    private Level[] levels = {normal};

    /** Whether the next entry is the first of {@link #normal}: there is no other level, and nothing is shuffled. */
    private boolean plain;

    private final @Nullable RandomGenerator shuffle;

    ReadyQueue(@Nullable RandomGenerator shuffle) {
        this.shuffle = shuffle;
        plain = shuffle == null;
    }

    int size() {
        if (plain) {
            return normal.count();
        }
        int size = 0;
        for (Level level : levels) {
            size += level.count();
        }
        return size;
    }

    void add(Ready entry) {
        (entry.prioritised ? level(entry.priority()) : normal).add(entry);
    }

    /** Takes the next entry out; there must be one. */
    Ready remove() {
        if (plain) {
            return normal.removeFirst();
        }
        Level next = choose();
        return shuffle == null ? next.removeFirst() : next.removeAny(shuffle);
    }

    void clear() {
        for (Level level : levels) {
            level.clear();
        }
    }

    int levelCount() {
        return levels.length;
    }

    private Level choose() {
        Level highest = null;
        Level overdue = null;
        for (Level level : levels) {
            if (level.count() == 0) {
                continue;
            }
            if (highest == null) {
                highest = level;
            }
            // The highest counts too: where many are overdue, it is passed over like the others.
            if (++level.passedOver >= PATIENCE && (overdue == null || level.passedOver > overdue.passedOver)) {
                overdue = level;
            }
        }
        Level chosen = overdue == null ? highest : overdue;
        if (chosen == null) {
            throw new AssertionError("nothing is ready");
        }
        chosen.passedOver = 0;
        return chosen;
    }

    private Level level(int priority) {
        for (Level level : levels) {
            if (level.priority == priority) {
                return level;
            }
        }
        return newLevel(priority);
    }

    /** Adds a level, and drops those that nothing waits in: a program may use any number of priorities in its life. */
    private Level newLevel(int priority) {
        Level added = new Level(priority);
        Level[] kept = Arrays.stream(levels)
                .filter(level -> level.count() > 0 || level == normal)
                .toArray(Level[]::new);
        levels = Arrays.copyOf(kept, kept.length + 1);
        levels[kept.length] = added;
        Arrays.sort(levels, (a, b) -> Integer.compare(b.priority, a.priority));
        plain = false;
        return added;
    }

    /** The entries of one priority: a ring in an array that grows, so that an entry costs no allocation. */
    private static final class Level {

        final int priority;

        /** How often in a row another priority was served while something waited here. */
        int passedOver;

        /** Its length is a power of two. */
        private @Nullable Ready[] ring = new Ready[16];

        /** How many were ever taken out, and put in; the entry of a number is at its remainder. Both may overflow. */
        private int taken;

        private int added;

        Level(int priority) {
            this.priority = priority;
        }

        int count() {
            return added - taken;
        }

        void add(Ready entry) {
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

        Ready removeFirst() {
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
        Ready removeAny(RandomGenerator random) {
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

        void clear() {
            Arrays.fill(ring, null);
            taken = added;
            passedOver = 0;
        }
    }
}
