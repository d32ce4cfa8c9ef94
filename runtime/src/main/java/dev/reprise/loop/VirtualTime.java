package dev.reprise.loop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Time for tests, clock and poller in one: it stands still while the loop has work, and a wait jumps to its end. Hours
 * of timers run in no time, always in the same order.
 *
 * <p>A wait that nothing can end, with no timer set, is an error: it would have been a test that hangs. Work on other
 * threads is therefore not waited for.
 */
public final class VirtualTime implements Clock, Poller {

    private final AtomicBoolean woken = new AtomicBoolean();

    private long now;

    /** Makes one that stands at zero. */
    public VirtualTime() {}

    @Override
    public long nanoTime() {
        return now;
    }

    /**
     * Lets time pass while the loop is busy: what a computation, or a call that blocks, would take.
     *
     * @throws IllegalArgumentException if the duration is negative
     */
    public void advance(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + duration);
        }
        now = Nanos.add(now, Nanos.of(duration));
    }

    /**
     * Jumps.
     *
     * @throws IllegalStateException if the wait has no end
     */
    @Override
    public void poll(long nanos) {
        if (woken.getAndSet(false)) {
            return;
        }
        if (nanos == FOREVER) {
            throw new IllegalStateException("deadlock: nothing is ready and no timer is set");
        }
        now = Nanos.add(now, nanos);
    }

    @Override
    public void wakeUp() {
        woken.set(true);
    }
}
