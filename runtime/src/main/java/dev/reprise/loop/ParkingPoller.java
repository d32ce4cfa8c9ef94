package dev.reprise.loop;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A poller without events: it parks its thread until the time has passed or another thread wakes it.
 *
 * <p>No wake-up is lost. The waker sets {@code woken}, then reads {@code waiting}; the waiting thread sets {@code waiting},
 * then reads {@code woken}. In any order of the four, either the thread sees the flag and does not park, or the waker
 * sees the thread and unparks it, and an unpark that comes before the park makes that return at once.
 */
final class ParkingPoller implements Poller {

    private final AtomicBoolean woken = new AtomicBoolean();

    /** The thread inside {@link #poll}; written by it alone. */
    private volatile @Nullable Thread waiting;

    @Override
    public void poll(long nanos) throws InterruptedException {
        waitUpTo(nanos);
    }

    /** Polls, and tells whether it was woken: if not, all of the time has passed. */
    boolean waitUpTo(long nanos) throws InterruptedException {
        if (nanos > 0) {
            waiting = Thread.currentThread();
            try {
                park(nanos);
            } finally {
                waiting = null;
            }
        }
        boolean wasWoken = woken.get() && woken.getAndSet(false); // nearly always false, and to read is cheaper
        if (Thread.interrupted()) {
            throw new InterruptedException("the thread of the loop was interrupted");
        }
        return wasWoken;
    }

    /** Parks again after each return without a reason: the thread may hold a permit from an earlier wake-up. */
    private void park(long nanos) {
        long start = System.nanoTime();
        long left = nanos;
        while (left > 0 && !woken.get() && !Thread.currentThread().isInterrupted()) {
            if (nanos == FOREVER) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, left);
                left = nanos - (System.nanoTime() - start);
            }
        }
    }

    @Override
    public void wakeUp() {
        if (!woken.getAndSet(true)) {
            LockSupport.unpark(waiting);
        }
    }

    @Override
    public String toString() {
        return "<ParkingPoller>";
    }
}
