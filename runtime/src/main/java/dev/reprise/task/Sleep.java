package dev.reprise.task;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Due;
import java.time.Duration;

/** Waiting for time to pass: asyncio's {@code sleep}. Nothing is polled; the loop has one timer a sleep. */
public final class Sleep {

    private Sleep() {}

    /** Gives way once, {@code asyncio.sleep(0)}: the task goes on after all that is ready now. */
    public static Coroutine<Void> interrupt() {
        return Coroutine.suspendOnce();
    }

    /**
     * Waits until {@code delay} has passed since the first step: {@code asyncio.sleep}. If it is not positive, gives way
     * once.
     */
    @Async
    public static Coroutine<Void> sleep(Duration delay) {
        if (delay.isZero() || delay.isNegative()) {
            return interrupt();
        }
        Due due = EventLoop.current().after(delay);
        try {
            await(due);
        } finally {
            due.drop(); // also where the coroutine is closed, or an error raised in it
        }
        return Coroutine.done();
    }

    /** Waits until the loop's time reaches {@code loopTime}; if it has, gives way once. See {@link EventLoop#time}. */
    @Async
    public static Coroutine<Void> sleepUntil(Duration loopTime) {
        EventLoop loop = EventLoop.current();
        if (loopTime.compareTo(loop.time()) <= 0) {
            return interrupt();
        }
        Due due = loop.at(loopTime);
        try {
            await(due);
        } finally {
            due.drop();
        }
        return Coroutine.done();
    }
}
