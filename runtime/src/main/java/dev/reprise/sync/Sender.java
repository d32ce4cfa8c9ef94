package dev.reprise.sync;

import dev.reprise.Coroutine;
import dev.reprise.FutureLike;
import dev.reprise.SingleWait;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link Channel} that sends: trio's {@code MemorySendChannel}.
 *
 * @param <T> the type of the items
 */
public final class Sender<T> extends ChannelHalf<T> {

    Sender(ChannelBuffer<T> buffer) {
        super(buffer);
        buffer.openSenders++;
    }

    /**
     * Waits until there is room and sends an item: {@code send}.
     *
     * <p>A send that throws has sent nothing. If a receiver has taken the item when the task is cancelled, the send returns,
     * and the cancellation is thrown at the next await (trio's rule); a task that ends before that is not cancelled.
     *
     * @throws ClosedResource if this is closed, also during the wait
     * @throws BrokenResource if no receiver is open, also during the wait
     */
    public Coroutine<Void> send(T item) {
        return new Send<>(this, Objects.requireNonNull(item, "item"));
    }

    private static final class Send<T> extends SingleWait<Void> {
        private final Sender<T> sender;
        private final T item;

        Send(Sender<T> sender, T item) {
            this.sender = sender;
            this.item = item;
        }

        @Override
        @SuppressWarnings("NullAway") // null is the only value of Void
        protected @Nullable FutureLike<Void> begin() {
            return sender.give(item) ? resultIs(null) : sender.waitWith(item);
        }

        @Override
        protected String name() {
            return "Sender.send";
        }
    }

    @SuppressWarnings("unchecked") // its result is null
    private FutureLike<Void> waitWith(T item) {
        ChannelWait<T> wait = ChannelWait.ofSend(this, item);
        line().add(wait);
        return (FutureLike<Void>) (FutureLike<?>) wait;
    }

    /**
     * Sends an item without waiting: {@code send_nowait}. There is room for it if the channel is not full, or if a receiver
     * waits.
     *
     * @throws WouldBlock if there is no room
     * @throws ClosedResource if this is closed
     * @throws BrokenResource if no receiver is open
     */
    public void sendNowait(T item) {
        Objects.requireNonNull(item, "item");
        if (!give(item)) {
            throw new WouldBlock(this + " has no room: await send(...) to wait for it");
        }
    }

    /** Sends an item if there is room. */
    private boolean give(T item) {
        requireOpen();
        if (buffer.openReceivers == 0) {
            throw broken();
        }
        return buffer.offer(item);
    }

    @Override
    T unserved() {
        requireOpen();
        throw broken();
    }

    private BrokenResource broken() {
        return new BrokenResource(this + " has no receiver left: nobody would get what is sent");
    }

    @Override
    ChannelLine<T> line() {
        return buffer.senders;
    }

    @Override
    void leave() {
        buffer.close(this);
    }

    /**
     * Returns another sender of the channel, to be closed by itself: {@code clone}.
     *
     * @throws ClosedResource if this is closed
     */
    @Override
    public Sender<T> clone() {
        requireOpen();
        return new Sender<>(buffer);
    }
}
