package dev.reprise.sync;

/** What the two kinds of halves have in common: that each can be closed. */
abstract class ChannelHalf<T> implements AutoCloseable {

    final ChannelBuffer<T> buffer;

    boolean closed;

    ChannelHalf(ChannelBuffer<T> buffer) {
        this.buffer = buffer;
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
            buffer.settle();
        }
    }

    /** Counts this half as closed, and wakes what waits by it. */
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
