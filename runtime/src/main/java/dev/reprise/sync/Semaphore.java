package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/**
 * A number of permits that tasks take and give back: {@code asyncio.Semaphore}.
 *
 * <p>It is fair: a release reserves its permit for the one that has waited longest, and nobody takes a permit while
 * another that came before has not gone on yet, even if there are enough for both.
 */
public sealed class Semaphore extends LoopBound implements Acquirable permits BoundedSemaphore {

    private final Waiters waiters = new Waiters();

    /** The permits that are neither held nor reserved; below zero only in a {@link CapacityLimiter} that was lowered. */
    private int free;

    /** Makes one with a single permit. */
    public Semaphore() {
        this(1);
    }

    /**
     * Makes one with some permits.
     *
     * @throws IllegalArgumentException if they are less than none
     */
    public Semaphore(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("a semaphore cannot have " + permits + " permits: give it 0 or more");
        }
        free = permits;
    }

    /** Waits for a permit and takes it. */
    @Async
    @Override
    public Coroutine<Void> acquire() {
        if (isLocked()) {
            await(turn());
        } else {
            free--;
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> turn() {
        Waiter waiter = waiters.add(loop());
        try {
            await(waiter);
        } catch (Throwable failure) {
            if (waiter.leave()) {
                free++;
            }
            reserve();
            throw failure;
        }
        waiter.leave();
        reserve();
        return Coroutine.done();
    }

    /** Gives a permit back, whoever took it: {@code release}. */
    @Override
    public void release() {
        add(1);
    }

    /** Adds permits, or takes some away where {@code permits} is negative. */
    final void add(int permits) {
        free = Math.addExact(free, permits);
        reserve();
    }

    private void reserve() {
        while (free > 0 && waiters.wakeFirst()) {
            free--;
        }
    }

    /** Tells whether an acquire would have to wait: {@code locked}. */
    public boolean isLocked() {
        return free <= 0 || !waiters.isEmpty();
    }

    /** Returns how many permits are neither held nor reserved. */
    public int availablePermits() {
        return Math.max(0, free);
    }

    /** Returns the permits that nobody has; below zero while too many are out. */
    final int free() {
        return free;
    }

    /** Returns how many tasks wait. */
    final int waiting() {
        return waiters.waiting();
    }

    @Override
    public String toString() {
        return "<" + getClass().getSimpleName() + " " + availablePermits() + " available" + waiters + ">";
    }
}
