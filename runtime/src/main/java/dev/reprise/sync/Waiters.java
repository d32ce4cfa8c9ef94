package dev.reprise.sync;

import dev.reprise.loop.CallbackLoop;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for one thing, in the order of their arrival.
 *
 * <p>The list is linked through its elements: who is cancelled leaves at once, in constant time, so that all in it can be
 * woken. Those that were woken but did not have their next step yet are only counted: something is reserved for each.
 */
final class Waiters {

    private @Nullable Waiter first;
    private @Nullable Waiter last;

    private int waiting;
    private int woken;
    private long tickets;

    /** Returns how many wait and were not woken. */
    int waiting() {
        return waiting;
    }

    /** Returns how many were woken and did not go on yet. */
    int woken() {
        return woken;
    }

    /** Tells whether a newcomer would overtake nobody. */
    boolean isEmpty() {
        return first == null && woken == 0;
    }

    /** Adds a newcomer, as the last. */
    Waiter add(CallbackLoop loop) {
        Waiter waiter = new Waiter(loop, this, tickets++);
        join(waiter);
        return waiter;
    }

    /** The same with one that was made for it. */
    void join(Waiter newcomer) {
        link(newcomer, null);
    }

    /** Adds one that was woken, left, and must wait again: at its old place, not behind those who came later. */
    Waiter add(CallbackLoop loop, @Nullable Waiter again) {
        if (again == null) {
            return add(loop);
        }
        Waiter waiter = new Waiter(loop, this, again.ticket);
        Waiter next = first;
        while (next != null && next.ticket < waiter.ticket) {
            next = next.after;
        }
        link(waiter, next);
        return waiter;
    }

    private void link(Waiter waiter, @Nullable Waiter next) {
        Waiter previous = next == null ? last : next.before;
        waiter.before = previous;
        waiter.after = next;
        joined(previous, waiter);
        joined(waiter, next);
        waiting++;
    }

    void unlink(Waiter waiter) {
        joined(waiter.before, waiter.after);
        waiter.before = null;
        waiter.after = null;
        waiting--;
    }

    /** Makes two waiters, or an end of the list where one is null, neighbours. */
    private void joined(@Nullable Waiter left, @Nullable Waiter right) {
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

    /** Returns the one who has waited longest, or null. */
    @Nullable
    Waiter first() {
        return first;
    }

    /**
     * Wakes the one who has waited longest.
     *
     * @return false if nobody waits
     */
    boolean wakeFirst() {
        Waiter waiter = first;
        if (waiter == null) {
            return false;
        }
        wake(waiter);
        return true;
    }

    private void wake(Waiter waiter) {
        waiter.wake();
        unlink(waiter);
        woken++;
    }

    /** Wakes those that a condition holds for. */
    void wakeIf(Predicate<Waiter> condition) {
        Waiter next;
        for (Waiter waiter = first; waiter != null; waiter = next) {
            next = waiter.after;
            if (condition.test(waiter)) {
                wake(waiter);
            }
        }
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

    /** Describes who waits, for the end of a message: empty, or {@code , 2 waiting}. */
    @Override
    public String toString() {
        return waiting == 0 ? "" : ", " + waiting + " waiting";
    }
}
