package dev.reprise.examples;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A clock for tasks that poll: it runs twenty times as fast as time, but goes on by at most twenty milliseconds from one
 * reading to the next. However slow the machine is, messages that are hundreds of milliseconds apart keep their order.
 */
final class PacedClock implements InstantSource {

    private static final int SPEED = 20;
    private static final Duration LONGEST_TICK = Duration.ofMillis(20);

    private Instant now = Instant.EPOCH;
    private long read = System.nanoTime();

    @Override
    public Instant instant() {
        long previous = read;
        read = System.nanoTime();
        Duration tick = Duration.ofNanos(read - previous).multipliedBy(SPEED);
        now = now.plus(tick.compareTo(LONGEST_TICK) < 0 ? tick : LONGEST_TICK);
        return now;
    }
}
