package dev.reprise.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A promise that is done when a time comes: what a sleep, and nobody else, waits for. It is its own timer, since there may be
 * millions of sleeps.
 */
public final class Due extends Promise<Void> implements Timed {

    private final long deadline;
    private final int number;
    private int index = NOWHERE;
    private short slot = NOWHERE;

    Due(CallbackLoop loop, long deadline, int number) {
        super(loop);
        this.deadline = deadline;
        this.number = number;
    }

    /** Cancels it and takes it out of the loop at once, so that it holds no memory. */
    @Override
    public boolean cancel(@Nullable String message) {
        boolean cancelled = super.cancel(message);
        if (cancelled) {
            loop().drop(this);
        }
        return cancelled;
    }

    /** Takes it out of the loop, if it is pending. */
    @Override
    public void abandoned() {
        if (!done()) {
            loop().drop(this);
        }
    }

    /** Ends the wait, unless a cancellation has done so when this was in the ready queue. */
    @Override
    protected boolean takeTurn() {
        trySetResult(null);
        return false;
    }

    @Override
    public long deadline() {
        return deadline;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public int slot() {
        return slot;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public void stand(int newSlot, int newIndex) {
        slot = (short) newSlot;
        index = newIndex;
    }

    /** Says until when, to those who wonder why nothing happens. */
    @Override
    public String toString() {
        return "<sleep until " + Duration.ofNanos(deadline) + " " + describeState() + ">";
    }
}
