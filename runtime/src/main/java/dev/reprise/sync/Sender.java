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
        super(buffer, buffer.senders);
        buffer.openSenders++;
    }

    /**
     * Waits until there is room and sends an item: {@code send}. A cancelled send has sent nothing.
     *
     * @throws ClosedResource if this is closed, also during the wait
     * @throws BrokenResource if no receiver is open, also during the wait
     */
    @Async
    public Coroutine<Void> send(T item) {
        Objects.requireNonNull(item, "item");
        requireOpen();
        if (!mayGo()) {
            await(turn());
        }
        give(item);
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
        if (!mayGo()) {
            throw new WouldBlock(this + " has no room: await send(...) to wait for it");
        }
        give(item);
    }

    private boolean mayGo() {
        return buffer.openReceivers == 0 || (buffer.senders.isEmpty() && buffer.hasRoom());
    }

    private void give(T item) {
        requireOpen();
        if (buffer.openReceivers == 0) {
            throw new BrokenResource(this + " has no receiver left: nobody would get what is sent");
        }
        buffer.add(item);
    }

    @Override
    boolean canGoOn() {
        return buffer.hasPlace() || buffer.openReceivers == 0;
    }

    @Override
    void begunToWait() {}

    @Override
    void closeSide() {
        buffer.openSenders--;
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
