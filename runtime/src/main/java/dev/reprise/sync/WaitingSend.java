package dev.reprise.sync;

import org.jspecify.annotations.Nullable;

/**
 * A send that waits: a place in the line of senders, with the item, which a receiver takes from there.
 *
 * <p>Once it is taken, nothing takes that back: a task that is cancelled before its next step finds that it has sent, and
 * the cancellation at its next suspension.
 */
final class WaitingSend<T> extends Waiter {

    private final Sender<T> sender;

    /** Null once it is taken. */
    private @Nullable T item;

    WaitingSend(Sender<T> sender, T item) {
        super(sender.buffer.loop(), sender.buffer.senders);
        this.sender = sender;
        this.item = item;
    }

    boolean isBy(Sender<?> asked) {
        return sender == asked;
    }

    /** Returns the item, once; the caller wakes the sender. */
    T take() {
        T taken = item;
        if (taken == null) {
            throw new AssertionError("the item of " + this + " was taken twice");
        }
        item = null;
        return taken;
    }

    boolean isTaken() {
        return item == null;
    }

    @Override
    protected boolean keepsResult() {
        return isTaken();
    }
}
