package dev.reprise.sync;

import dev.reprise.loop.CallbackLoop;
import org.jspecify.annotations.Nullable;

/**
 * A line whose tasks are woken with a permission, and act in their next step.
 *
 * <p>Those that were woken but did not have their next step yet are only counted: something is reserved for each.
 */
final class Waiters extends Line<Waiter> {

    private int waiting;
    private int woken;
    private long tickets;

    @Override
    int waiting() {
        return waiting;
    }

    /** Returns how many were woken and did not go on yet. */
    int woken() {
        return woken;
    }

    /** Tells whether a newcomer would overtake nobody. */
    boolean isEmpty() {
        return waiting == 0 && woken == 0;
    }

    /** Adds a newcomer, as the last. */
    Waiter add(CallbackLoop loop) {
        Waiter waiter = new Waiter(loop, this, tickets++);
        add(waiter);
        waiting++;
        return waiter;
    }

    /** Adds one that was woken, left, and must wait again: at its old place, not behind those who came later. */
    Waiter add(CallbackLoop loop, @Nullable Waiter again) {
        if (again == null) {
            return add(loop);
        }
        Waiter waiter = new Waiter(loop, this, again.ticket);
        Waiter next = first();
        while (next != null && next.ticket < waiter.ticket) {
            next = (Waiter) next.after;
        }
        if (next == null) {
            add(waiter);
        } else {
            insert(waiter, next);
        }
        waiting++;
        return waiter;
    }

    /**
     * Wakes the one who has waited longest.
     *
     * @return false if nobody waits
     */
    boolean wakeFirst() {
        Waiter waiter = first();
        if (waiter == null) {
            return false;
        }
        waiter.wake();
        removeFirst(waiter);
        waiting--;
        woken++;
        return true;
    }

    /** Takes out one who waits no more but was not woken. */
    void drop(Waiter waiter) {
        remove(waiter);
        waiting--;
    }

    /** Wakes up to {@code limit} of them. */
    void wake(int limit) {
        for (int left = limit; left > 0 && wakeFirst(); left--) {}
    }

    void wakeAll() {
        wake(waiting);
    }

    void forgetWoken() {
        woken--;
    }
}
