package dev.reprise.loop;

/**
 * How a loop waits while nothing is ready: what {@code selectors} is to asyncio.
 *
 * <p>A poller may also be a source of events: what it finds while it waits, it schedules on its loop from inside {@link
 * #poll}. This is how a selector, or the event loop of a host, comes in.
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
     * Tells how many jobs other threads do for the loop from now on; each of them ends with a wake-up. Only a poller that
     * need not wait for the time to pass has a use for it. Called on the loop's thread.
     */
    default void expectWakeUps(int jobs) {}

    /** Releases what the poller holds. Called once, when its loop is closed. */
    @Override
    default void close() {}

    /** Returns a new poller that knows no events but wake-ups; its thread is parked while it waits. */
    static Poller parking() {
        return new ParkingPoller();
    }
}
