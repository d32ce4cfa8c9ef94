package dev.reprise.scope;

import dev.reprise.task.EventLoop;
import java.time.Duration;

/** Sums of times that do not overflow: what is later than the last time there is, is never. */
final class LoopTime {

    private static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private LoopTime() {}

    static Duration after(EventLoop loop, Duration delay) {
        try {
            return loop.time().plus(delay);
        } catch (ArithmeticException tooLong) {
            return NEVER;
        }
    }
}
