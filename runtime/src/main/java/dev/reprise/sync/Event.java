package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;

/** A flag that tasks wait for: {@code asyncio.Event}. */
public final class Event extends LoopBound {

    private final Waiters waiters = new Waiters();

    private boolean set;

    /** Makes one that is not set. */
    public Event() {}

    /** Waits until the flag is set: {@code wait}. A clear right after the set does not make it wait longer. */
    @Async
    public Coroutine<Void> waitFor() {
        if (!set) {
            Waiter waiter = waiters.add(loop());
            try {
                await(waiter);
            } finally {
                waiter.leave();
            }
        }
        return Coroutine.done();
    }

    /** Sets the flag and wakes all that wait: {@code set}. */
    public void set() {
        set = true;
        waiters.wakeAll();
    }

    /** Clears the flag: {@code clear}. */
    public void clear() {
        set = false;
    }

    /** Tells whether the flag is set: {@code is_set}. */
    public boolean isSet() {
        return set;
    }

    @Override
    public String toString() {
        return "<Event " + (set ? "set" : "unset") + waiters + ">";
    }
}
