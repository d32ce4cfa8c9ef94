package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/**
 * A lock that one task at a time holds: {@code asyncio.Lock}. It protects what must stay the same across awaits.
 *
 * <p>It is fair: a release reserves it for the one that has waited longest. No owner is recorded, so a task that acquires
 * it twice waits for itself.
 */
public final class Lock extends LoopBound implements Acquirable {

    private final Waiters waiters = new Waiters();

    /** Whether somebody holds it; false also while it is reserved for one that was woken. */
    private boolean locked;

    /** Makes one that is free. */
    public Lock() {}

    /** Waits until the lock is free and takes it. */
    @Async
    @Override
    public Coroutine<Void> acquire() {
        if (locked || !waiters.isEmpty()) {
            await(turn());
        }
        locked = true;
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> turn() {
        Waiter waiter = waiters.add(loop());
        try {
            await(waiter);
        } catch (Throwable failure) {
            if (waiter.leave()) {
                waiters.wakeFirst();
            }
            throw failure;
        }
        waiter.leave();
        return Coroutine.done();
    }

    /**
     * Frees the lock, or rather reserves it for the next that waits.
     *
     * @throws IllegalStateException if nobody holds it
     */
    @Override
    public void release() {
        if (!locked) {
            throw new IllegalStateException(this + " is not held: release it once for each acquire");
        }
        locked = false;
        waiters.wakeFirst();
    }

    /** Tells whether somebody holds it: {@code locked}. */
    public boolean isLocked() {
        return locked;
    }

    @Override
    public String toString() {
        return "<Lock " + (locked ? "locked" : "unlocked") + waiters + ">";
    }
}
