package dev.reprise.loop;

import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Time for tests, clock and poller in one: it stands still while the loop has work, and a wait jumps to its end. Hours
 * of timers run in no time, always in the same order.
 *
 * <p>A wait that nothing can end, with no timer set, is an error: it would have been a test that hangs.
 *
 * <p>Other threads have no virtual time. While they work for the loop ({@link CallbackLoop#beginOutsideWork}), each wait is
 * a real one, until one of them ends its work or the real time has passed; what ended in between took no virtual time. So
 * a timer that is set against such work does not win before its time.
 */
public final class VirtualTime implements Clock, Poller {

    private final ParkingPoller wakeUps = new ParkingPoller();

    /** How many jobs other threads do for the loop; of the loop's thread. */
    private int outsideWork;

    /** Written by the loop's thread, and by one that waits for its host. */
    private volatile long now;

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
     * @throws DeadlockException if the wait has no end
     */
    @Override
    public void poll(long nanos) throws InterruptedException {
        if (wakeUps.waitUpTo(outsideWork > 0 ? nanos : 0)) {
            return;
        }
        if (nanos == FOREVER) {
            throw new DeadlockException();
        }
        now = Nanos.add(now, nanos);
    }

    /** No time passes without a reason here: where it could jump, the loop polls instead. */
    @Override
    public void waitForEvents(long nanos) throws InterruptedException {
        if (!wakeUps.waitUpTo(nanos) && nanos != FOREVER) {
            now = Nanos.add(now, nanos);
        }
    }

    /** A loop without a host that would wait for ever hangs; one that has a host waits for that. */
    @Override
    public boolean blocks(long nanos) {
        return nanos == FOREVER || (nanos > 0 && outsideWork > 0);
    }

    @Override
    public void wakeUp() {
        wakeUps.wakeUp();
    }

    /** Refuses: what happens on a channel happens in real time. */
    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) {
        throw new UnsupportedOperationException("virtual time cannot wait for " + channel
                + ": test with two ends in memory (Streams.memoryPair), or on a loop in real time");
    }

    @Override
    public void expectWakeUps(int jobs) {
        outsideWork = jobs;
    }
}
