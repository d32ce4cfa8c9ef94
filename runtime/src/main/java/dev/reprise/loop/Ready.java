package dev.reprise.loop;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the ready queue. A class that builds on the loop extends it where one object is to be queued again and
 * again, without a new handle each time; all others use {@link CallbackLoop#callSoon}.
 */
public abstract class Ready extends Context.Holder {

    /** Whether {@link #priority} is not 0; spares nearly all entries the call. */
    boolean prioritised;

    /** For the classes that build on the loop. */
    protected Ready() {}

    /** Returns what to run in, as {@link CallbackLoop#captureContext} gave it; null for an empty context. */
    @Override
    protected abstract @Nullable Context context();

    /** Replaces that: what runs has set its first variable, or runs a part of itself in another context. */
    @Override
    protected abstract void setContext(@Nullable Context context);

    /**
     * Runs the entry, on the loop's thread. What it throws goes to the loop's exception handler.
     *
     * @return whether to put it at the end of the ready queue again
     */
    protected abstract boolean takeTurn();

    /**
     * Returns which entries it precedes, the next time it is queued: the higher, the sooner; 0 is normal. An entry for which
     * that changes tells it to {@link CallbackLoop#prioritise}.
     */
    protected int priority() {
        return 0;
    }

    /**
     * Tells whether a loop that shuffles may run this before what was queued earlier. Callbacks say no: their order is
     * promised.
     */
    protected boolean mayOvertake() {
        return false;
    }
}
