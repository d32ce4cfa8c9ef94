package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;

/** What is parked: two locals are alive across each await. */
final class Link {

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
    static Coroutine<Long> of(int depth, long number, Promise<Void> forEver) {
        String text = depth % 2 == 0 ? "even" : "odd";
        if (depth > 0) {
            number += await(of(depth - 1, number + 1, forEver));
        } else {
            await(forEver);
        }
        return Coroutine.of(number + text.length());
    }
}
