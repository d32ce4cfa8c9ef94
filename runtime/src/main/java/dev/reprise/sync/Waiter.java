package dev.reprise.sync;

import dev.reprise.loop.CallbackLoop;

/**
 * One task that waits in {@link Waiters}: the promise that it awaits, and its place in the line.
 *
 * <pre>
 *   waiting   --wake-->   woken       Waiters, in the order of the tickets
 *   waiting   --cancel--> cancelled   the task
 *   waiting, woken --leave--> gone    the coroutine, in its next step
 * </pre>
 *
 * A woken task may still be cancelled, until its next step: {@link #leave} then says that it was woken, and the coroutine
 * passes on what it was woken for.
 */
final class Waiter extends Place<Void> {

    private final Waiters waiters;

    /** The place in the order of arrival. */
    final long ticket;

    Waiter(CallbackLoop loop, Waiters waiters, long ticket) {
        super(loop);
        this.waiters = waiters;
        this.ticket = ticket;
    }

    @Override
    void leaveLine() {
        waiters.drop(this);
    }

    @SuppressWarnings("NullAway") // Void has no value but null
    void wake() {
        setResult(null);
    }

    /** Ends the wait, however it went, and tells whether it was woken. Each coroutine calls it once for each wait. */
    boolean leave() {
        if (!done()) {
            leaveLine(); // the coroutine was closed, or somebody raised an error in it
            return false;
        }
        if (cancelled()) {
            return false;
        }
        waiters.forgetWoken();
        return true;
    }
}
