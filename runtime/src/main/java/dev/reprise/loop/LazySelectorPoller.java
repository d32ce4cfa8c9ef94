package dev.reprise.loop;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Parks until the first channel is watched, and waits in a selector from then on: a selector takes descriptors and time
 * that a loop without input and output can do without.
 *
 * <p>It never waits for less than a millisecond, as a selector cannot: where timers are close to one another, to park for
 * each of them costs more than what they wake.
 */
final class LazySelectorPoller implements Poller {

    private static final long SHORTEST_WAIT = 1_000_000;

    private final ParkingPoller parking = new ParkingPoller();

    /** Null until the first channel is watched; written by the loop's thread. */
    private volatile @Nullable SelectorPoller selector;

    private Poller current() {
        SelectorPoller opened = selector;
        return opened == null ? parking : opened;
    }

    @Override
    public void poll(long nanos) throws InterruptedException {
        current().poll(longEnough(nanos));
    }

    @Override
    public void waitForEvents(long nanos) throws InterruptedException {
        current().waitForEvents(longEnough(nanos));
    }

    private static long longEnough(long nanos) {
        return nanos > 0 ? Math.max(nanos, SHORTEST_WAIT) : nanos;
    }

    /** Looks again after the parked thread was woken: the selector may have been opened, and be waited in, meanwhile. */
    @Override
    public void wakeUp() {
        SelectorPoller opened = selector;
        if (opened == null) {
            parking.wakeUp();
            opened = selector;
        }
        if (opened != null) {
            opened.wakeUp();
        }
    }

    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        SelectorPoller opened = selector;
        if (opened == null) {
            opened = new SelectorPoller();
            selector = opened;
            opened.wakeUp(); // stands for those that the parked poller was told of and has not polled since
            parking.wakeUp(); // a thread that waits for the loop of a host is to wait in the selector from now on
        }
        return opened.register(channel, ready);
    }

    @Override
    public void close() {
        SelectorPoller opened = selector;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public String toString() {
        return current().toString();
    }
}
