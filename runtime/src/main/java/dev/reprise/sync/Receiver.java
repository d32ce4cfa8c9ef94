package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.NoSuchElementException;

/**
 * The half of a {@link Channel} that receives: trio's {@code MemoryReceiveChannel}.
 *
 * @param <T> the type of the items
 */
public final class Receiver<T> extends ChannelHalf<T> {

    Receiver(ChannelBuffer<T> buffer) {
        super(buffer, buffer.receivers);
        buffer.openReceivers++;
    }

    /**
     * Waits for an item and takes it: {@code receive}. A cancelled receive has taken nothing.
     *
     * @throws EndOfChannel if all was received and no sender is open, also during the wait
     * @throws ClosedResource if this is closed, also during the wait
     */
    @Async
    public Coroutine<T> receive() {
        requireOpen();
        if (!mayGo()) {
            await(turn());
        }
        return Coroutine.of(take());
    }

    /**
     * Takes an item without waiting: {@code receive_nowait}. What a sender still waits with is not in the channel yet: with
     * capacity 0, only an {@code await} meets it.
     *
     * @throws WouldBlock if there is none, or others wait for it
     * @throws EndOfChannel as {@link #receive}
     * @throws ClosedResource if this is closed
     */
    public T receiveNowait() {
        requireOpen();
        if (!mayGo()) {
            throw new WouldBlock(this + " has no item: await receive() to wait for one");
        }
        return take();
    }

    /**
     * Waits until {@link #next} has an item, or none will come: {@code while (await(receiver.hasNext()))} is Python's {@code
     * async for}.
     *
     * <p>Nothing is taken or reserved: call {@link #next} before the next await.
     *
     * @return false if all was received and no sender is open
     * @throws ClosedResource if this is closed, also during the wait
     */
    @Async
    public Coroutine<Boolean> hasNext() {
        requireOpen();
        if (!mayGo()) {
            await(turn());
        }
        requireOpen();
        buffer.settle();
        return Coroutine.of(!buffer.isEmpty());
    }

    /**
     * Takes the item that {@link #hasNext} has found.
     *
     * @throws NoSuchElementException if there is none, or another task took it
     * @throws ClosedResource if this is closed
     */
    public T next() {
        requireOpen();
        if (buffer.isEmpty()) {
            throw new NoSuchElementException(
                    this + " has no item: call next() right after await(hasNext()), with no await between them");
        }
        return buffer.remove();
    }

    private boolean mayGo() {
        return hasEnded() || (buffer.receivers.isEmpty() && buffer.hasItem());
    }

    private boolean hasEnded() {
        return buffer.isEmpty() && buffer.openSenders == 0;
    }

    private T take() {
        requireOpen();
        if (buffer.isEmpty()) {
            buffer.settle();
            throw new EndOfChannel(this + " has come to its end: all was received, and no sender is open");
        }
        return buffer.remove();
    }

    @Override
    boolean canGoOn() {
        return !buffer.isEmpty() || buffer.openSenders == 0;
    }

    /** A receiver that waits makes room for one item. */
    @Override
    void begunToWait() {
        buffer.wakeSenders();
    }

    @Override
    void closeSide() {
        if (--buffer.openReceivers == 0) {
            buffer.clear();
        }
    }

    /**
     * Returns another receiver of the channel, to be closed by itself: {@code clone}. Each item goes to one of them.
     *
     * @throws ClosedResource if this is closed
     */
    @Override
    public Receiver<T> clone() {
        requireOpen();
        return new Receiver<>(buffer);
    }
}
