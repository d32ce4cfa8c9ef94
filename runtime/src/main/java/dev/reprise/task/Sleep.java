package dev.reprise.task;

import dev.reprise.Coroutine;
import dev.reprise.FutureLike;
import dev.reprise.SingleWait;
import java.time.Duration;
import java.util.Objects;

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
    public static Coroutine<Void> sleep(Duration delay) {
        return new Delay(delay);
    }

    /** Waits until the loop's time reaches {@code loopTime}; if it has, gives way once. See {@link EventLoop#time}. */
    public static Coroutine<Void> sleepUntil(Duration loopTime) {
        return new Deadline(loopTime);
    }

    private static final class Delay extends SingleWait<Void> {

        private final Duration delay;

        Delay(Duration delay) {
            this.delay = Objects.requireNonNull(delay, "delay");
        }

        @Override
        protected FutureLike<Void> begin() {
            return delay.isZero() || delay.isNegative()
                    ? NEXT_TURN
                    : EventLoop.current().after(delay);
        }

        @Override
        protected String name() {
            return "Sleep.sleep";
        }
    }

    private static final class Deadline extends SingleWait<Void> {

        private final Duration loopTime;

        Deadline(Duration loopTime) {
            this.loopTime = Objects.requireNonNull(loopTime, "loopTime");
        }

        @Override
        protected FutureLike<Void> begin() {
            EventLoop loop = EventLoop.current();
            return loopTime.compareTo(loop.time()) > 0 ? loop.at(loopTime) : NEXT_TURN;
        }

        @Override
        protected String name() {
            return "Sleep.sleepUntil";
        }
    }
}
