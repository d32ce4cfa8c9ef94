package dev.reprise.it.generators;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import java.time.Duration;
import java.util.List;

/** Generators that several tests start. */
final class Ticks {

    static final Duration TICK = Duration.ofSeconds(1);

    private Ticks() {}

    /** Emits 0, 1, ..., each after a second, and cleans up for another second. */
    @Async
    static AsyncGenerator<Integer> of(int n, List<Object> log) {
        try {
            for (int i = 0; i < n; i++) {
                await(sleep(TICK));
                emit(i);
            }
        } finally {
            log.add("cleaning");
            await(sleep(TICK));
            log.add("cleaned");
        }
        return AsyncGenerator.done();
    }

    /** Emits one element, and another one when it is closed. */
    @Async
    static AsyncGenerator<Integer> stubborn() {
        try {
            emit(1);
        } finally {
            emit(2);
        }
        return AsyncGenerator.done();
    }
}
