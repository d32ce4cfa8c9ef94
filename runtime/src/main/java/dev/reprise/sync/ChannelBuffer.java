package dev.reprise.sync;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/*
 * How an item is handed over, and why so:
 *
 *   1. Who waits is served by who comes: a receive that waits is handed the item, a send that waits has its item taken. So
 *      nobody waits on one side for what is on the other, nor a send while there is a place. Two tasks that exchange items
 *      have one turn for each: who has given goes on until nobody takes, who has taken until there is none.
 *   2. A receive that was handed its item but is cancelled before its task's next step gives it back (ChannelWait.abandoned):
 *      it has received nothing. The item goes to the next receive that waits, or in front of all that are here, in the order in
 *      which they were handed out. (Kotlin must tell its users that a cancelled receive may lose an item.)
 *   3. A send whose item was taken has sent, and is told so even if it is cancelled; one that is cancelled before leaves with
 *      its item.
 *   4. hasNext() waits for an item as a receive does, and lays it back for next(). Whoever waits beside it gets that only if
 *      next() was not called by the end of the step.
 */

/** What the halves of a channel share: the items, who waits, and how many halves are open. */
final class ChannelBuffer<T> extends LoopBound {

    private final int capacity;
    private final ArrayDeque<T> items = new ArrayDeque<>();

    /** What was handed out and came back, which precedes all items; null if there is nothing. */
    private @Nullable ArrayDeque<T> givenBack;

    final ChannelLine<T> senders = new ChannelLine<>();
    final ChannelLine<T> receivers = new ChannelLine<>();

    int openSenders;
    int openReceivers;

    ChannelBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** Tells whether there is nothing to receive. */
    boolean isEmpty() {
        return items.isEmpty() && senders.first() == null && givenBack == null;
    }

    /** Hands an item to who has waited longest, or stores it; false if there is no place for it. */
    boolean offer(T item) {
        ChannelWait<T> receive = receivers.first();
        if (receive != null) {
            hand(item, receive);
            return true;
        }
        if (capacity == 0 || items.size() >= capacity) {
            return false;
        }
        items.add(item);
        return true;
    }

    /** Takes the oldest item, and with that lets a send go on that waits; null if there is none. */
    @Nullable
    T poll() {
        if (givenBack != null) {
            return pollGivenBack(givenBack);
        }
        ChannelWait<T> send = senders.first();
        if (send == null) {
            return capacity == 0 ? null : items.poll();
        }
        T offered = send.take();
        senders.removeFirst(send);
        if (capacity == 0) {
            return offered;
        }
        items.add(offered);
        return items.poll();
    }

    private T pollGivenBack(ArrayDeque<T> back) {
        T item = back.remove();
        if (back.isEmpty()) {
            givenBack = null;
        }
        return item;
    }

    private void hand(T item, ChannelWait<T> receive) {
        receive.hand(item);
        receivers.removeFirst(receive);
    }

    /** Takes an item back from a receive that will not have it. */
    void giveBack(T item) {
        ChannelWait<T> next = receivers.first();
        if (next == null) {
            layBack(item);
        } else {
            hand(item, next);
        }
    }

    /**
     * Takes an item back, for {@link #poll} alone in the step under way. Those who were handed items have their steps in the same
     * order, and so the items come back in it.
     */
    void layBack(T item) {
        if (openReceivers == 0) {
            return; // nobody can receive it
        }
        if (givenBack == null) {
            givenBack = new ArrayDeque<>();
        }
        givenBack.add(item);
        ChannelWait<T> next = receivers.first();
        if (next != null) {
            next.loop().callSoon(this::serveReceivers);
        }
    }

    private void serveReceivers() {
        ChannelWait<T> receive;
        while ((receive = receivers.first()) != null) {
            T item = poll();
            if (item == null) {
                return;
            }
            hand(item, receive);
        }
    }

    /** Counts a half as closed; what waits by it, and on the other side if it was the last, finds out in its next step. */
    void close(Sender<T> sender) {
        openSenders--;
        senders.dismiss(sender);
        if (openSenders == 0) {
            receivers.dismiss(null);
        }
    }

    /** The same of a receiver; with the last goes what nobody can receive. */
    void close(Receiver<T> receiver) {
        openReceivers--;
        receivers.dismiss(receiver);
        if (openReceivers == 0) {
            items.clear();
            givenBack = null;
            senders.dismiss(null);
        }
    }

    private int size() {
        return items.size() + (givenBack == null ? 0 : givenBack.size());
    }

    Channel.Statistics statistics() {
        return new Channel.Statistics(
                size(), capacity, openSenders, openReceivers, senders.waiting(), receivers.waiting());
    }

    @Override
    public String toString() {
        return "<Channel " + size() + (capacity < Channel.UNLIMITED ? " of " + capacity : "") + " items, " + openSenders
                + " senders" + senders + ", " + openReceivers + " receivers" + receivers + ">";
    }
}
