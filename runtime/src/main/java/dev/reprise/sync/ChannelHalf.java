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
            throw new ClosedResource(this + " is closed: use it only before its close(), or use a clone of it");
        }
    }

    /**
     * Closes this half, for good; other clones stay open. What waits by it fails with {@link ClosedResource}; what has changed
     * hands stays where it is.
     */
    @Override
    public final void close() {
        if (!closed) {
            closed = true;
            leave();
        }
    }

    /** Tells the buffer that this half is closed. */
    abstract void leave();

    /** Returns where what uses this half waits. */
    abstract ChannelLine<T> line();

    /** Throws the reason for which a wait by this half was woken with nothing; a receive may find an item after all. */
    abstract T unserved();

    /** Returns what the channel is doing now: {@code statistics}. */
    public final Channel.Statistics statistics() {
        return buffer.statistics();
    }

    @Override
    public String toString() {
        return "<" + getClass().getSimpleName() + " of " + buffer + (closed ? ", closed" : "") + ">";
    }
}
