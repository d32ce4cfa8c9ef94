package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is parked: two locals are alive across each await. */
final class Link {

    /** What tasks wait for. It is no parameter: two locals are what is measured. */
    static @Nullable Promise<Void> forEver;

    private Link() {}

    @Async
    static Coroutine<Long> of(int depth, long number) {
        String text = depth % 2 == 0 ? "even" : "odd";
        if (depth > 0) {
            number += await(of(depth - 1, number + 1));
        } else {
            suspend(null);
        }
        return Coroutine.of(number + text.length());
    }

    @Async
    static Coroutine<Long> waiting(int depth, long number) {
        String text = depth % 2 == 0 ? "even" : "odd";
        if (depth > 0) {
            number += await(waiting(depth - 1, number + 1));
        } else {
            await(Objects.requireNonNull(forEver));
        }
        return Coroutine.of(number + text.length());
    }
}
