package dev.reprise.sync;

import java.util.ArrayDeque;

/*
 * How an item is handed over, and why so:
 *
 *   1. A wake-up is a permission, never the item. A receiver takes its item, and a sender gives its own, in the very step
 *      in which its call returns. A task that is cancelled after it was woken, but before that step, has therefore
 *      received or sent nothing, and its caller knows that. (trio hands over the item itself: there, a task that was woken
 *      can no longer be cancelled. Kotlin hands it over too, and must tell its users that a cancelled send may have been
 *      received.)
 *   2. For each receiver that was woken an item is reserved, for each sender that was woken a place. A newcomer takes only
 *      what is not reserved, and waits its turn where others are before it.
 *   3. A receiver that waits makes room for one item: with capacity 0, only such receivers do. So a sender and a receiver
 *      meet without either of them holding the other's item.
 *   4. Who is woken is decided by settle(), from the state alone, after each change of it. Nothing is passed on by hand:
 *      a cancellation changes the state as all else does.
 */

/** What the halves of a channel share: the items, who waits, and how many halves are open. */
final class ChannelBuffer<T> extends LoopBound {

    private final ArrayDeque<T> items = new ArrayDeque<>();
    private final int capacity;

    final Waiters senders = new Waiters();
    final Waiters receivers = new Waiters();

    int openSenders;
    int openReceivers;

    ChannelBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Tells whether a place is left that is not reserved; also when nobody will ever receive, so that a send may fail. */
    boolean hasRoom() {
        return places() > (long) items.size() + senders.woken() || openReceivers == 0;
    }

    /** Tells whether a place is left, reserved or not: the first that was woken for one may take it. */
    boolean hasPlace() {
        return places() > items.size();
    }

    private long places() {
        return (long) capacity + receivers.waiting() + receivers.woken();
    }

    /** Tells whether an item is left that is not reserved; also when none will ever come, so that a receive may end. */
    boolean hasItem() {
        return items.size() > receivers.woken() || openSenders == 0;
    }

    boolean isEmpty() {
        return items.isEmpty();
    }

    void add(T item) {
        items.add(item);
        settle();
    }

    T remove() {
        T item = items.remove();
        settle();
        return item;
    }

    /** Forgets what nobody can receive. */
    void clear() {
        items.clear();
    }

    /** Wakes all that can go on, on both sides. */
    void settle() {
        while (receivers.waiting() > 0 && hasItem()) {
            receivers.wakeFirst();
        }
        wakeSenders();
    }

    /** Wakes the senders for which there is room. */
    void wakeSenders() {
        while (senders.waiting() > 0 && hasRoom()) {
            senders.wakeFirst();
        }
    }

    Channel.Statistics statistics() {
        return new Channel.Statistics(
                items.size(), capacity, openSenders, openReceivers, senders.waiting(), receivers.waiting());
    }

    @Override
    public String toString() {
        return "<Channel " + items.size() + (capacity < Channel.UNLIMITED ? " of " + capacity : "") + " items, "
                + openSenders + " senders" + senders + ", " + openReceivers + " receivers" + receivers + ">";
    }
}
