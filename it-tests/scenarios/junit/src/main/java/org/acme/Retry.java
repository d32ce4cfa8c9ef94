package org.acme;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;
import java.util.function.Supplier;

public final class Retry {

    /** Tries again after one hour, two hours, four hours, and so on. */
    @Async
    static Coroutine<Integer> untilTrue(Supplier<Boolean> attempt) {
        int attempts = 1;
        for (Duration pause = Duration.ofHours(1); !attempt.get(); pause = pause.multipliedBy(2)) {
            await(sleep(pause));
            attempts++;
        }
        return Coroutine.of(attempts);
    }

    private Retry() {}
}
