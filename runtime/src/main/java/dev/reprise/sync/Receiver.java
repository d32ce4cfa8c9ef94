package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.FutureLike;
import dev.reprise.SingleWait;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * The half of a {@link Channel} that receives: trio's {@code MemoryReceiveChannel}.
 *
 * @param <T> the type of the items
 */
public final class Receiver<T> extends ChannelHalf<T> {

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
    public Coroutine<T> receive() {
        return new Receive<>(this);
    }

    private static final class Receive<T> extends SingleWait<T> {
        private final Receiver<T> receiver;

        Receive(Receiver<T> receiver) {
            this.receiver = receiver;
        }

        @Override
        protected @Nullable FutureLike<T> begin() {
            T item = receiver.take();
            return item == null ? receiver.waitWith(ChannelWait.ofReceive(receiver)) : resultIs(item);
        }

        @Override
        protected String name() {
            return "Receiver.receive";
        }
    }

    private ChannelWait<T> waitWith(ChannelWait<T> wait) {
        line().add(wait);
        return wait;
    }

    /**
     * Takes an item without waiting, from the channel or from a sender that waits: {@code receive_nowait}.
     *
     * @throws WouldBlock if there is none
     * @throws EndOfChannel as {@link #receive}
     * @throws ClosedResource if this is closed
     */
    public T receiveNowait() {
        T item = take();
        if (item == null) {
            throw new WouldBlock(this + " has no item: await receive() to wait for one");
        }
        return item;
    }

    /** Takes an item, if there is one. */
    private @Nullable T take() {
        requireOpen();
        T item = buffer.poll();
        if (item == null && buffer.openSenders == 0) {
            throw new EndOfChannel(this + " has come to its end: all was received, and no sender is open");
        }
        return item;
    }

    /** The end, unless an item has come back meanwhile. */
    @Override
    T unserved() {
        T item = take();
        if (item == null) {
            throw new AssertionError(this + " was woken for nothing");
        }
        return item;
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
        if (buffer.isEmpty() && buffer.openSenders > 0) {
            T found = await(waitWith(ChannelWait.ofHasNext(this)));
            if (found != null) {
                buffer.layBack(found);
            }
            requireOpen();
        }
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
        T item = buffer.poll();
        if (item == null) {
            throw new NoSuchElementException(
                    this + " has no item: call next() right after await(hasNext()), with no await between them");
        }
        return item;
    }

    @Override
    ChannelLine<T> line() {
        return buffer.receivers;
    }

    @Override
    void leave() {
        buffer.close(this);
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
