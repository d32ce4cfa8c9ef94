package dev.reprise.loop;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.function.IntConsumer;

/**
 * How a loop waits while nothing is ready, and how it learns which channels are: what {@code selectors} is to asyncio.
 *
 * <p>{@link #selecting} is what a loop has if nothing else is asked for. {@link VirtualTime} and {@link #parking} know no
 * channels. Others may be written, on the event loop of a framework for example.
 */
public interface Poller extends AutoCloseable {

    /** The longest wait: until something happens. */
    long FOREVER = Long.MAX_VALUE;

    /**
     * Waits until something happens, until {@link #wakeUp} is called, or until the time has passed, whichever is first.
     * It may return early. Called on the loop's thread.
     *
     * <p>A wake-up is never lost: one that came since the last poll makes this one return at once.
     *
     * @param nanos the longest wait in nanoseconds, {@link #FOREVER} for no limit; 0 only looks
     * @throws InterruptedException if the thread was interrupted; this ends the run of the loop
     */
    void poll(long nanos) throws InterruptedException;

    /** Makes the poll that is under way, or else the next one, return at once. Called on any thread. */
    void wakeUp();

    /**
     * Waits as {@link #poll} does, but reports nothing: the next poll does. A loop that is the guest of a host waits so,
     * on a thread of its own, and only while it does not run.
     */
    default void waitForEvents(long nanos) throws InterruptedException {
        poll(nanos);
    }

    /**
     * Tells whether a poll of this length would hold up its thread. Where it does not, a loop that is the guest of a host
     * polls on the host's thread instead of waiting.
     */
    default boolean blocks(long nanos) {
        return nanos > 0;
    }

    /**
     * Begins to watch a channel that does not block. Called on the loop's thread, by {@link ChannelWatch}.
     *
     * @param ready is called from inside {@link #poll} with the operations of {@link java.nio.channels.SelectionKey} that
     *     are ready, of those that were asked for; it only schedules. What is still ready is reported again each time
     * @throws IOException if the channel cannot be watched, for example because it is closed
     * @throws UnsupportedOperationException if this poller knows no channels
     */
    default Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        throw new UnsupportedOperationException(
                this + " knows no channels: do input and output on a loop with Poller.selecting()");
    }

    /** A channel that a poller watches. Of the loop's thread. */
    interface Registration {

        /** Sets which operations are reported from the next {@link #poll} on; none at first. */
        void setInterest(int operations);

        /** Ends the watch. The channel can be closed then, or watched anew. */
        void cancel();
    }

    /**
     * Tells how many jobs other threads do for the loop from now on; each of them ends with a wake-up. Only a poller that
     * need not wait for the time to pass has a use for it. Called on the loop's thread.
     */
    default void expectWakeUps(int jobs) {}

    /** Releases what the poller holds. Called once, when its loop is closed. */
    @Override
    default void close() {}

    /**
     * Returns a new poller that knows no events but wake-ups; its thread is parked while it waits. Timers fire as soon as the
     * system lets a thread go on; many of them in a millisecond cost more than with {@link #selecting}.
     */
    static Poller parking() {
        return new ParkingPoller();
    }

    /**
     * Returns a new poller that waits in a {@link java.nio.channels.Selector} once the first channel is watched, and is as
     * cheap as {@link #parking} until then. It waits for a millisecond at least, and a selector for whole ones, so timers may
     * fire up to one late, together with others.
     */
    static Poller selecting() {
        return new LazySelectorPoller();
    }
}
