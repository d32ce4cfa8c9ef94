package dev.reprise.loop;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the ready queue. A class that builds on the loop extends it where one object is to be queued again and
 * again, without a new handle each time; all others use {@link CallbackLoop#callSoon}.
 */
public abstract class Ready {

    /** What it runs in; null while no variable is set. The loop alone changes it, if the entry sets the first one. */
    @Nullable
    Context context;

    /** Which entries it precedes; see {@link ReadyQueue}. Must not change while it is queued. */
    int priority;

    /**
     * For the classes that build on the loop.
     *
     * @param context what to run in, as {@link CallbackLoop#captureContext} gives it; null for an empty one
     */
    protected Ready(@Nullable Context context) {
        this.context = context;
    }

    /** Runs the entry, on the loop's thread. What it throws goes to the loop's exception handler. */
    protected abstract void run();

    /**
     * Tells whether a loop that shuffles may run this before what was queued earlier. Callbacks say no: their order is
     * promised.
     */
    protected boolean mayOvertake() {
        return false;
    }
}
