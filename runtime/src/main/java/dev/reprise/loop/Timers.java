package dev.reprise.loop;

import org.jspecify.annotations.Nullable;

/**
 * The timers that are set, in the order of their deadlines, and of one deadline in the order in which they were set.
 *
 * <p>Few timers stand in a heap. When they become many, it keeps the near ones only, and a wheel has those that are due
 * later: to set or to cancel one of these takes constant time, and most timers are timeouts that are cancelled long before
 * they are due. When time reaches a slot of the wheel, its timers go nearer, and at last into the heap, which tells them
 * apart. So nothing is rounded: each timer is due at its own nanosecond.
 *
 * <p>To tell the first deadline, the hand may have to be turned ahead of the time. What is then set for a time before the
 * hand's goes into the heap, until that is larger than the wheel: then the hand is turned back.
 */
final class Timers {

    /** So many timers are no more work for a heap than for a wheel. */
    static final int FEW = 64;

    /** Among so many timers of a slot the first is searched for; more are brought nearer, to be told apart. */
    private static final int MOST_SEARCHED = 32;

    /** While the wheel is in use, those that are due up to the tick of its hand; or else all. */
    private final TimerHeap near = new TimerHeap();

    /** Those that are due after the tick of its hand. Null until there are many; in use while it is not empty. */
    @Nullable
    TimerWheel wheel;

    /** How many were ever numbered; may overflow. */
    private int numbered;

    /** The latest time that is known. */
    private long reached;

    /** How large the heap must be to be spread over the wheel again: twice as large as when that was last done. */
    private int manyNear = FEW;

    boolean isEmpty() {
        return near.isEmpty() && wheelInUse() == null;
    }

    int size() {
        return near.size() + (wheel == null ? 0 : wheel.size());
    }

    private @Nullable TimerWheel wheelInUse() {
        TimerWheel far = wheel;
        return far == null || far.size() == 0 ? null : far;
    }

    /** Returns the number of the timer that is made next. */
    int nextNumber() {
        return numbered++;
    }

    void add(Timed timer) {
        TimerWheel far = wheelInUse();
        if (far != null) {
            place(timer, timer.deadline(), far);
        } else {
            near.add(timer);
        }
        if (near.size() > manyNear && (far == null || near.size() > far.size())) {
            spread();
        }
    }

    private void place(Timed timer, long deadline, TimerWheel far) {
        long tick = TimerWheel.tick(deadline);
        if (tick > far.hand()) {
            far.add(timer, tick);
        } else {
            near.add(timer);
        }
    }

    /** Takes a timer out, if it is in. */
    void remove(Timed timer) {
        if (wheel != null && timer.slot() != Timed.NOWHERE) {
            wheel.remove(timer);
        } else {
            near.remove(timer);
        }
    }

    /** Returns the timer that is due first, or null. */
    @Nullable
    Timed first() {
        for (TimerWheel far = wheelInUse(); near.isEmpty() && far != null; far = wheelInUse()) {
            int slot = far.firstSlot();
            if (far.count(slot) <= MOST_SEARCHED) {
                return far.firstOf(slot);
            }
            bringNearer(slot, far);
        }
        return near.first();
    }

    /**
     * Makes ready what is due at a time.
     *
     * @param many after so many the others are left for the next time, but none of the same deadline
     */
    void takeDue(long now, int many, ReadyQueue ready) {
        reached = Math.max(reached, now);
        long tick = TimerWheel.tick(now);
        int taken = takeDueOfNear(now, many, ready);
        for (TimerWheel far = wheelInUse(); far != null && far.hand() < tick && taken < many; far = wheelInUse()) {
            // Whatever is near is due before the hand's tick ends, and has been taken.
            int slot = far.firstSlot();
            if (far.startOf(slot) <= tick) {
                bringNearer(slot, far);
            } else {
                far.turnTo(tick);
            }
            taken += takeDueOfNear(now, many - taken, ready);
        }
        manyNear = Math.max(FEW, Math.min(manyNear, 2 * near.size()));
    }

    /** Returns how many were taken. */
    private int takeDueOfNear(long now, int many, ReadyQueue ready) {
        int taken = 0;
        long last = Long.MIN_VALUE;
        for (Timed first = near.first(); first != null && first.deadline() <= now; first = near.first()) {
            if (taken >= many && first.deadline() != last) {
                break;
            }
            near.remove(first);
            ready.add((Ready) first);
            last = first.deadline();
            taken++;
        }
        return taken;
    }

    /** Turns the hand to the first slot, and puts what that holds into narrower slots or the heap. */
    private void bringNearer(int slot, TimerWheel far) {
        far.turnTo(far.startOf(slot));
        far.empty(slot, (timer, deadline) -> place(timer, deadline, far));
    }

    /** Spreads the heap over the wheel, whose hand is turned back to the time that is known to be reached. */
    private void spread() {
        long tick = TimerWheel.tick(reached);
        TimerWheel far = wheel;
        if (far == null) {
            far = new TimerWheel();
            wheel = far;
        }
        if (far.size() == 0 || far.hand() > tick) {
            collect();
            far.turnTo(tick);
            for (Timed timer : near.takeAll()) {
                place(timer, timer.deadline(), far);
            }
        }
        manyNear = Math.max(FEW, 2 * near.size());
    }

    /** Puts all timers into the heap. */
    private void collect() {
        for (TimerWheel far = wheelInUse(); far != null; far = wheelInUse()) {
            far.empty(far.firstSlot(), (timer, deadline) -> near.add(timer));
        }
    }

    void clear() {
        collect();
        near.clear();
    }
}
