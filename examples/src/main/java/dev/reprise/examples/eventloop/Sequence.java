package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;

/** The documents' second utility: a task that says when it begins and when it ends. */
final class Sequence {

    private Sequence() {}

    @Async
    static Coroutine<Void> sequence(Timeline timeline, String name, Duration delay) {
        timeline.show("-> " + name);
        await(sleep(delay));
        timeline.show("<- " + name);
        return Coroutine.done();
    }
}
