package dev.reprise.task;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Promise;
import dev.reprise.loop.TimerHandle;
import org.jspecify.annotations.Nullable;

/** What a sleep waits for; it says until when, to those who wonder why nothing happens. */
final class Due extends Promise<Void> implements Runnable {

    private @Nullable TimerHandle timer;

    Due(CallbackLoop loop) {
        super(loop);
    }

    void setTimer(TimerHandle timer) {
        this.timer = timer;
    }

    /** Takes the timer out of the loop, if the wait has ended in any other way. */
    void dropTimer() {
        if (timer != null && (cancelled() || !done())) {
            timer.cancel();
        }
    }

    /** Ends the wait, unless a cancellation has done so and the timer was due before the task could cancel it. */
    @Override
    public void run() {
        trySetResult(null);
    }

    @Override
    public String toString() {
        return "<sleep until " + (timer == null ? "" : timer.when() + " ") + describeState() + ">";
    }
}
