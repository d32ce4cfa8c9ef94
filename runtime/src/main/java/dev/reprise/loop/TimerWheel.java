package dev.reprise.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Timers that are not due for a while, roughly sorted: a hierarchical timing wheel (Varghese and Lauck, "Hashed and
 * Hierarchical Timing Wheels", 1987).
 *
 * <p>Time is counted in ticks of {@link #TICK_NANOS}. A level has {@link #SLOTS} slots; a slot of level 0 is a tick wide,
 * one of each further level as wide as the level below. The level of a timer is that of the highest digit, to the base
 * {@code SLOTS}, in which its tick differs from the {@linkplain #hand hand}, and that digit is its slot. So the first slot
 * in use of the lowest level in use holds the timer that is due first, and to set or to cancel a timer takes constant time.
 *
 * <p>A slot has its timers in no order. Nothing turns the wheel but its owner, which empties the first slot and puts the
 * timers nearer.
 */
final class TimerWheel {

    private static final int TICK_BITS = 16;

    /** A tick in nanoseconds: 66 µs, so that few of a million timers a second share one. */
    static final long TICK_NANOS = 1L << TICK_BITS;

    private static final int SLOT_BITS = 8;

    /** How many slots a level has. */
    static final int SLOTS = 1 << SLOT_BITS;

    /** They hold any deadline that a {@code long} can. */
    private static final int LEVELS = (Long.SIZE - TICK_BITS) / SLOT_BITS;

    /** How many timers leave a slot together. */
    private static final int AT_ONCE = 64;

    /** Null where a level was never used. */
    private final @Nullable Level[] levels = new Level[LEVELS];

    /** A tick; all timers here are due in later ones. */
    private long hand;

    private int size;

    /** For {@link #empty} alone. */
    private final @Nullable Timed[] taken = new Timed[AT_ONCE];

    private final long[] deadlines = new long[AT_ONCE];

    /** Returns the tick of a time that is not negative. */
    static long tick(long nanos) {
        return nanos >> TICK_BITS;
    }

    int size() {
        return size;
    }

    long hand() {
        return hand;
    }

    /** Moves the hand forward; nothing may be due in a tick that it passes. If the wheel is empty, it may go anywhere. */
    void turnTo(long tick) {
        hand = tick;
    }

    /**
     * Adds a timer.
     *
     * @param tick that of its deadline, which is after that of the hand
     */
    void add(Timed timer, long tick) {
        int number = (Long.SIZE - 1 - Long.numberOfLeadingZeros(tick ^ hand)) / SLOT_BITS;
        Level level = levels[number];
        if (level == null) {
            level = new Level();
            levels[number] = level;
        }
        int slot = digit(tick, number);
        timer.stand(number * SLOTS + slot, level.add(slot, timer));
        size++;
    }

    /** Takes a timer out that is in. */
    void remove(Timed timer) {
        int slot = timer.slot();
        level(slot).remove(slot % SLOTS, timer.index());
        timer.stand(Timed.NOWHERE, Timed.NOWHERE);
        size--;
    }

    /** Takes all timers out of a slot, and gives them to {@code receiver}. */
    void empty(int slot, Receiver receiver) {
        Level level = level(slot);
        for (int left = level.counts[slot % SLOTS]; left > 0; ) {
            int count = level.takeLast(slot % SLOTS, taken);
            left -= count;
            size -= count;
            // They were set long ago, so each is far from the CPU. A loop that does nothing else fetches many at a
            // time.
            for (int i = 0; i < count; i++) {
                deadlines[i] = present(taken[i]).deadline();
            }
            for (int i = 0; i < count; i++) {
                Timed timer = present(taken[i]);
                taken[i] = null;
                timer.stand(Timed.NOWHERE, Timed.NOWHERE);
                receiver.accept(timer, deadlines[i]);
            }
        }
    }

    /** Where the timers of a slot go. It may put them into other slots. */
    interface Receiver {
        void accept(Timed timer, long deadline);
    }

    /** Returns the slot whose timers are due before all others; there must be one. */
    int firstSlot() {
        for (int number = 0; number < LEVELS; number++) {
            Level level = levels[number];
            int slot = level == null ? Level.NONE : level.firstUsed(digit(hand, number));
            if (slot != Level.NONE) {
                return number * SLOTS + slot;
            }
        }
        throw new AssertionError("the wheel is empty");
    }

    /** Returns the first tick of a slot. */
    long startOf(int slot) {
        int shift = slot / SLOTS * SLOT_BITS;
        long turn = hand >> shift >> SLOT_BITS;
        return ((turn << SLOT_BITS) | (slot % SLOTS)) << shift;
    }

    /** Returns how many timers a slot has. */
    int count(int slot) {
        return level(slot).counts[slot % SLOTS];
    }

    /** Searches a slot that is not empty for its first timer. */
    Timed firstOf(int slot) {
        return level(slot).firstOf(slot % SLOTS);
    }

    private Level level(int slot) {
        Level level = levels[slot / SLOTS];
        if (level == null) {
            throw new AssertionError("no timer was ever in slot " + slot);
        }
        return level;
    }

    private static int digit(long tick, int number) {
        return (int) (tick >> (number * SLOT_BITS)) & (SLOTS - 1);
    }

    private static Timed present(@Nullable Timed timer) {
        if (timer == null) {
            throw new AssertionError("a slot has a gap");
        }
        return timer;
    }

    /** The slots of one width. */
    private static final class Level {

        static final int NONE = -1;

        /** An emptied slot keeps an array of this length, and no longer one. */
        private static final int LONGEST_KEPT = 64;

        private static final @Nullable Timed[] EMPTY = {};

        private final @Nullable Timed[][] slots = new Timed[SLOTS][];

        final int[] counts = new int[SLOTS];

        /** A bit for each slot that is not empty. */
        private final long[] used = new long[SLOTS / Long.SIZE];

        Level() {
            Arrays.fill(slots, EMPTY);
        }

        /** Returns at which index it stands. */
        int add(int slot, Timed timer) {
            @Nullable Timed[] timers = slots[slot];
            int count = counts[slot];
            if (count == timers.length) {
                timers = Arrays.copyOf(timers, Math.max(4, 2 * count));
                slots[slot] = timers;
            }
            timers[count] = timer;
            counts[slot] = count + 1;
            used[slot / Long.SIZE] |= 1L << slot;
            return count;
        }

        /** Takes a timer out, and puts the last one in its place. */
        void remove(int slot, int index) {
            @Nullable Timed[] timers = slots[slot];
            int count = counts[slot] - 1;
            Timed last = present(timers[count]);
            timers[index] = last;
            last.stand(last.slot(), index);
            timers[count] = null;
            shrink(slot, count);
        }

        int takeLast(int slot, @Nullable Timed[] taken) {
            @Nullable Timed[] timers = slots[slot];
            int before = counts[slot];
            int count = Math.min(before, taken.length);
            System.arraycopy(timers, before - count, taken, 0, count);
            Arrays.fill(timers, before - count, before, null);
            shrink(slot, before - count);
            return count;
        }

        private void shrink(int slot, int count) {
            counts[slot] = count;
            if (count == 0) {
                used[slot / Long.SIZE] &= ~(1L << slot);
                if (slots[slot].length > LONGEST_KEPT) {
                    slots[slot] = EMPTY;
                }
            }
        }

        Timed firstOf(int slot) {
            @Nullable Timed[] timers = slots[slot];
            Timed first = present(timers[0]);
            for (int i = 1; i < counts[slot]; i++) {
                Timed timer = present(timers[i]);
                if (timer.isBefore(first)) {
                    first = timer;
                }
            }
            return first;
        }

        /** Returns the first slot from {@code from} on that is not empty, or {@link #NONE}. */
        int firstUsed(int from) {
            int word = from / Long.SIZE;
            long bits = used[word] & -1L << from;
            while (bits == 0) {
                if (++word == used.length) {
                    return NONE;
                }
                bits = used[word];
            }
            return word * Long.SIZE + Long.numberOfTrailingZeros(bits);
        }
    }
}
