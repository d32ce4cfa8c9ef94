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

    /** How many wait by this half. */
    private int waiting;

    Receiver(ChannelBuffer<T> buffer) {
        super(buffer);
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
     * Takes an item without waiting, from the channel or from a sender that waits: {@code receive_nowait}.
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

    /**
     * Waits among the other receivers until there is an item, or an error. Whoever awaits this then acts in the same step, and
     * settles the buffer.
     */
    @Async
    private Coroutine<Void> turn() {
        Waiter waiter = null;
        do {
            waiter = buffer.receivers.add(buffer.loop(), waiter);
            waiting++;
            try {
                await(waiter);
            } catch (Throwable failure) {
                waiting--;
                waiter.leave();
                buffer.settle();
                throw failure;
            }
            waiting--;
            waiter.leave();
        } while (!closed && buffer.isEmpty() && buffer.openSenders > 0);
        return Coroutine.done();
    }

    @Override
    void closeSide() {
        if (--buffer.openReceivers == 0) {
            buffer.clear();
        }
        if (waiting > 0) {
            buffer.receivers.wakeAll(); // those that wait by other halves find that they must wait again
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
