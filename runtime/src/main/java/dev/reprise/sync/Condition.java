package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.scope.CancelScope;
import java.util.function.BooleanSupplier;

/**
 * A lock, and a way to wait until something that it protects has changed: {@code asyncio.Condition}. All methods but those
 * that acquire the lock are for a task that holds it.
 */
public final class Condition extends LoopBound implements Acquirable {

    private final Lock lock;

    private final Waiters waiters = new Waiters();

    /** Makes one with a lock of its own. */
    public Condition() {
        this(new Lock());
    }

    /** Makes one with a lock that others may use too. */
    public Condition(Lock lock) {
        this.lock = lock;
    }

    @Override
    public Coroutine<Void> acquire() {
        return lock.acquire();
    }

    @Override
    public void release() {
        lock.release();
    }

    /** Tells whether somebody holds the lock: {@code locked}. */
    public boolean isLocked() {
        return lock.isLocked();
    }

    /**
     * Releases the lock, waits for a signal, and acquires the lock again: {@code wait}. What was waited for may have
     * changed once more by then: ask again, or use {@link #waitFor(BooleanSupplier)}.
     *
     * <p>The lock is held at the end even if the wait was cancelled; a cancellation that comes while the lock is being
     * acquired is thrown when it is. A signal that a cancelled task got goes to the next.
     *
     * @throws IllegalStateException if nobody holds the lock
     */
    @Async
    public Coroutine<Void> waitFor() {
        requireLocked("wait");
        Waiter waiter = waiters.add(loop());
        lock.release();
        try {
            try {
                await(waiter);
            } finally {
                await(reacquire());
            }
        } catch (Throwable failure) {
            if (waiter.leave()) {
                waiters.wakeFirst();
            }
            throw failure;
        }
        waiter.leave();
        return Coroutine.done();
    }

    /** Acquires the lock, whatever is cancelled meanwhile, and then throws the latest cancellation. */
    @Async
    private Coroutine<Void> reacquire() {
        CancelledError first;
        try {
            await(lock.acquire());
            return Coroutine.done();
        } catch (CancelledError cancelled) {
            first = cancelled;
        }
        // Under a scope that is cancelled for good, each try would be cancelled: once is enough here.
        throw await(CancelScope.edgeTriggered(() -> acquireInSpite(first)));
    }

    /** Acquires the lock, and returns the latest cancellation. */
    @Async
    private Coroutine<CancelledError> acquireInSpite(CancelledError first) {
        CancelledError latest = first;
        while (true) {
            try {
                await(lock.acquire());
                return Coroutine.of(latest);
            } catch (CancelledError cancelled) {
                latest = cancelled;
            }
        }
    }

    /**
     * Waits until {@code predicate} is true: {@code wait_for}. It is asked at once, and then after each signal, with the
     * lock held.
     *
     * @throws IllegalStateException as {@link #waitFor()}, if it has to wait
     */
    @Async
    public Coroutine<Void> waitFor(BooleanSupplier predicate) {
        while (!predicate.getAsBoolean()) {
            await(waitFor());
        }
        return Coroutine.done();
    }

    /**
     * Wakes the one that has waited longest: {@code notify}. It goes on when it gets the lock.
     *
     * @throws IllegalStateException if nobody holds the lock
     */
    public void signal() {
        signal(1);
    }

    /**
     * Wakes up to {@code count} of those that wait.
     *
     * @throws IllegalStateException as {@link #signal()}
     */
    public void signal(int count) {
        requireLocked("signal");
        waiters.wake(count);
    }

    /**
     * Wakes all that wait: {@code notify_all}.
     *
     * @throws IllegalStateException as {@link #signal()}
     */
    public void signalAll() {
        signal(waiters.waiting());
    }

    private void requireLocked(String operation) {
        if (!lock.isLocked()) {
            throw new IllegalStateException(
                    "cannot " + operation + " on " + this + ": acquire it first, as in await(condition.with(...))");
        }
    }

    @Override
    public String toString() {
        return "<Condition " + (isLocked() ? "locked" : "unlocked") + waiters + ">";
    }
}
