package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** What the two kinds of halves have in common: how one of its calls waits, and that it can be closed. */
abstract class ChannelHalf<T> implements AutoCloseable {

    final ChannelBuffer<T> buffer;

    /** Who waits on this side of the channel, by whatever half. */
    private final Waiters side;

    /** How many of them wait by this half. */
    private int waiting;

    boolean closed;

    ChannelHalf(ChannelBuffer<T> buffer, Waiters side) {
        this.buffer = buffer;
        this.side = side;
    }

    /** Tells whether one who has been woken can go on now, be it to an error. */
    abstract boolean canGoOn();

    /** Tells the other side that one more waits on this side. */
    abstract void begunToWait();

    /**
     * Waits among the others of this side until {@link #canGoOn}. Whoever awaits this then acts in the same step, and
     * settles the buffer.
     */
    @Async
    final Coroutine<Void> turn() {
        Waiter waiter = null;
        do {
            waiter = side.add(buffer.loop(), waiter);
            begunToWait();
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
        } while (!closed && !canGoOn());
        return Coroutine.done();
    }

    /** Refuses what a closed half is asked to do. */
    final void requireOpen() {
        if (closed) {
            buffer.settle(); // it may have been woken for something that another can use
            throw new ClosedResource(this + " is closed: use it only before its close(), or use a clone of it");
        }
    }

    /** Closes this half, for good; other clones stay open. What waits by it fails with {@link ClosedResource}. */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            closeSide();
            if (waiting > 0) {
                side.wakeAll(); // those that wait by other halves find that they must wait again
            }
            buffer.settle();
        }
    }

    /** Counts this half as closed. */
    abstract void closeSide();

    /** Returns what the channel is doing now: {@code statistics}. */
    public final Channel.Statistics statistics() {
        return buffer.statistics();
    }

    @Override
    public String toString() {
        return "<" + getClass().getSimpleName() + " of " + buffer + (closed ? ", closed" : "") + ">";
    }
}
