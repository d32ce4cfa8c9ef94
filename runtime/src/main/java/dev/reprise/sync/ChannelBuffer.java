package dev.reprise.sync;

import java.util.ArrayDeque;

/*
 * How an item is handed over, and why so:
 *
 *   1. A receiver is woken with a permission, never with the item: it takes that in the very step in which its call
 *      returns. A task that is cancelled after it was woken, but before that step, has therefore received nothing, and the
 *      item is still there for another. For each receiver that was woken an item is reserved; a newcomer takes only
 *      what is not, and waits its turn where others are before it.
 *   2. A sender that waits lays its item beside it, and is woken when that was taken: it then has sent, and is told so
 *      even if it is cancelled (WaitingSend). One that is cancelled before leaves with its item. (Kotlin must tell its
 *      users that a cancelled send may have been received.)
 *   3. A receiver that waits makes room for one item: with capacity 0, only such receivers do.
 *   4. So two tasks that exchange items have one turn for each: who has given goes on until it has one to give that
 *      nobody takes, who has taken until there is none.
 *   5. Who is woken is decided by settle(), from the state alone, after each change of it. Nothing is passed on by hand:
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

    /** Tells whether a newcomer may send at once; also when nobody will ever receive, so that it fails. */
    boolean hasRoom() {
        return (senders.waiting() == 0 && hasPlace()) || openReceivers == 0;
    }

    private boolean hasPlace() {
        return (long) capacity + receivers.waiting() + receivers.woken() > items.size();
    }

    /** Tells whether an item is left that is not reserved; also when none will ever come, so that a receive may end. */
    boolean hasItem() {
        return (long) items.size() + senders.waiting() > receivers.woken() || openSenders == 0;
    }

    /** Tells whether there is nothing to receive. */
    boolean isEmpty() {
        return items.isEmpty() && senders.waiting() == 0;
    }

    void add(T item) {
        items.add(item);
        settle();
    }

    T remove() {
        T item = items.isEmpty() ? takeFromSender() : items.remove();
        settle();
        return item;
    }

    /** Takes the item of the sender that has waited longest; there must be one. */
    @SuppressWarnings({"unchecked", "NullAway"}) // all that wait there are sends
    private T takeFromSender() {
        WaitingSend<T> send = (WaitingSend<T>) senders.first();
        T item = send.take();
        senders.wakeFirst();
        return item;
    }

    /** Forgets what nobody can receive. */
    void clear() {
        items.clear();
    }

    /** Wakes the sends that wait by a half, which has been closed. */
    void refuseSendsBy(Sender<T> closed) {
        senders.wakeIf(send -> ((WaitingSend<?>) send).isBy(closed));
    }

    /** Takes in what there is a place for, and wakes all that can go on, on both sides. */
    void settle() {
        if (openReceivers == 0) {
            senders.wakeAll(); // to fail
            return;
        }
        while (senders.waiting() > 0 && hasPlace()) {
            items.add(takeFromSender());
        }
        while (receivers.waiting() > 0 && hasItem()) {
            receivers.wakeFirst();
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
