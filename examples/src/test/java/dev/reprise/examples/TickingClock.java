package dev.reprise.examples;

import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on by ten milliseconds each time it is read: what polls it waits in no time. */
public final class TickingClock implements InstantSource {

    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        now = now.plusMillis(10);
        return now;
    }
}
