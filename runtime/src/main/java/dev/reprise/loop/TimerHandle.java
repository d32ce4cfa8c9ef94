package dev.reprise.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A callback that is scheduled for a time: {@code asyncio.TimerHandle}. */
public final class TimerHandle extends Handle implements Timed {

    private final CallbackLoop loop;
    private final long deadline;
    private final int number;
    private int index = NOWHERE;
    private short slot = NOWHERE;

    TimerHandle(CallbackLoop loop, long deadline, int number, Runnable callback, @Nullable Context context) {
        super(callback, context);
        this.loop = loop;
        this.deadline = deadline;
        this.number = number;
    }

    /** Returns when it is due, in the loop's time: {@code when}. */
    public Duration when() {
        return Duration.ofNanos(deadline);
    }

    /** Keeps the callback from running and takes the timer out of the loop at once, so that it holds no memory. */
    @Override
    public boolean cancel() {
        loop.drop(this);
        return super.cancel();
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
}
