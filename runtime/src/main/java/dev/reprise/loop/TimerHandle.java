package dev.reprise.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A callback that is scheduled for a time: {@code asyncio.TimerHandle}. */
public final class TimerHandle extends Handle {

    /** When it is due, in nanoseconds of the loop's time. */
    final long deadline;

    private final CallbackLoop loop;

    /** Orders timers of one deadline as they were set; written by {@link Timers}. */
    long number;

    /** The value of {@link #index} and {@link #slot} for nowhere. */
    static final short OUTSIDE = -1;

    /** The index at which this stands in a slot of the wheel, or else in the heap; written by these two. */
    int index = OUTSIDE;

    /** Which slot that is; written by {@link TimerWheel}. */
    short slot = OUTSIDE;

    TimerHandle(CallbackLoop loop, long deadline, Runnable callback, @Nullable Context context) {
        super(callback, context);
        this.loop = loop;
        this.deadline = deadline;
    }

    boolean isBefore(TimerHandle other) {
        return deadline < other.deadline || (deadline == other.deadline && number < other.number);
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
}
