package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.Objects;

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
    @Async
    public Coroutine<Void> send(T item) {
        Objects.requireNonNull(item, "item");
        requireOpen();
        if (buffer.hasRoom()) {
            give(item);
            return Coroutine.done();
        }
        WaitingSend<T> waiting = new WaitingSend<>(this, item);
        buffer.senders.join(waiting);
        try {
            await(waiting);
        } finally {
            waiting.leave();
        }
        if (!waiting.isTaken()) {
            requireOpen();
            throw broken();
        }
        return Coroutine.done();
    }

    /**
     * Sends an item without waiting: {@code send_nowait}. There is room for it if the channel is not full, or if a receiver
     * waits.
     *
     * @throws WouldBlock if there is no room, or others wait for it
     * @throws ClosedResource if this is closed
     * @throws BrokenResource if no receiver is open
     */
    public void sendNowait(T item) {
        Objects.requireNonNull(item, "item");
        requireOpen();
        if (!buffer.hasRoom()) {
            throw new WouldBlock(this + " has no room: await send(...) to wait for it");
        }
        give(item);
    }

    private void give(T item) {
        if (buffer.openReceivers == 0) {
            throw broken();
        }
        buffer.add(item);
    }

    private BrokenResource broken() {
        return new BrokenResource(this + " has no receiver left: nobody would get what is sent");
    }

    @Override
    void closeSide() {
        buffer.openSenders--;
        buffer.refuseSendsBy(this);
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
