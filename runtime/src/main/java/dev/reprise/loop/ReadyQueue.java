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
 * <p>The queue is itself the level of priority 0, in which nearly all entries are: to ask another object for it would be one more
 * load in a row of them, for each step.
 *
 * <p>With a source of random numbers, those of one priority that {@linkplain Ready#mayOvertake may overtake} change places.
 */
final class ReadyQueue extends ReadyLevel {

    static final int PATIENCE = 32;

    /** The priorities in use, the highest first; this is always among them. */
    private ReadyLevel[] levels = {this};

    /** Whether the next entry is the first of this level: there is no other one, and nothing is shuffled. */
    private boolean plain;

    private final @Nullable RandomGenerator shuffle;

    ReadyQueue(@Nullable RandomGenerator shuffle) {
        super(0);
        this.shuffle = shuffle;
        plain = shuffle == null;
    }

    int size() {
        if (plain) {
            return count();
        }
        int size = 0;
        for (ReadyLevel level : levels) {
            size += level.count();
        }
        return size;
    }

    void add(Ready entry) {
        if (entry.prioritised) {
            level(entry.priority()).append(entry);
        } else {
            append(entry);
        }
    }

    /** Takes the next entry out; there must be one. */
    Ready remove() {
        if (plain) {
            return removeFirst();
        }
        ReadyLevel next = choose();
        return shuffle == null ? next.removeFirst() : next.removeAny(shuffle);
    }

    void clear() {
        for (ReadyLevel level : levels) {
            level.removeAll();
        }
    }

    int levelCount() {
        return levels.length;
    }

    private ReadyLevel choose() {
        ReadyLevel highest = null;
        ReadyLevel overdue = null;
        for (ReadyLevel level : levels) {
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
        ReadyLevel chosen = overdue == null ? highest : overdue;
        if (chosen == null) {
            throw new AssertionError("nothing is ready");
        }
        chosen.passedOver = 0;
        return chosen;
    }

    private ReadyLevel level(int priority) {
        for (ReadyLevel level : levels) {
            if (level.priority == priority) {
                return level;
            }
        }
        return newLevel(priority);
    }

    /** Adds a level, and drops those that nothing waits in: a program may use any number of priorities in its life. */
    private ReadyLevel newLevel(int priority) {
        ReadyLevel added = new ReadyLevel(priority);
        ReadyLevel[] kept = Arrays.stream(levels)
                .filter(level -> level.count() > 0 || level == this)
                .toArray(ReadyLevel[]::new);
        levels = Arrays.copyOf(kept, kept.length + 1);
        levels[kept.length] = added;
        Arrays.sort(levels, (a, b) -> Integer.compare(b.priority, a.priority));
        plain = false;
        return added;
    }
}
