package dev.reprise.sync;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Promise;
import org.jspecify.annotations.Nullable;

/**
 * One task that waits in {@link Waiters}: the promise that it awaits, and its place in the list.
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
class Waiter extends Promise<Void> {

    private final Waiters waiters;

    /** The place in the order of arrival. */
    final long ticket;

    /** The neighbours in the list, while this waits; {@link Waiters} writes them. */
    @Nullable
    Waiter before;

    @Nullable
    Waiter after;

    /** For one that never waits again. */
    Waiter(CallbackLoop loop, Waiters waiters) {
        this(loop, waiters, 0);
    }

    Waiter(CallbackLoop loop, Waiters waiters, long ticket) {
        super(loop);
        this.waiters = waiters;
        this.ticket = ticket;
    }

    @SuppressWarnings("NullAway") // Void has no value but null
    void wake() {
        setResult(null);
    }

    @Override
    public boolean cancel(@Nullable String message) {
        boolean taken = super.cancel(message);
        if (taken) {
            waiters.unlink(this);
        }
        return taken;
    }

    /** Ends the wait, however it went, and tells whether it was woken. Each coroutine calls it once for each wait. */
    boolean leave() {
        if (!done()) {
            waiters.unlink(this); // the coroutine was closed, or somebody raised an error in it
            return false;
        }
        if (cancelled()) {
            return false;
        }
        waiters.forgetWoken();
        return true;
    }
}
