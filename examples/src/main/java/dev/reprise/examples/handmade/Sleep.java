package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Waiting for a time by asking the clock again and again. Other tasks run meanwhile, but the processor never rests; the
 * sleep of the library has a timer instead.
 */
public final class Sleep {

    private Sleep() {}

    @Async
    public static Coroutine<Void> sleepUntil(InstantSource clock, Instant time) {
        while (clock.instant().isBefore(time)) {
            await(new Interrupt());
        }
        return Coroutine.done();
    }

    @Async
    public static Coroutine<Void> sleep(InstantSource clock, Duration duration) {
        await(sleepUntil(clock, clock.instant().plus(duration)));
        return Coroutine.done();
    }
}
