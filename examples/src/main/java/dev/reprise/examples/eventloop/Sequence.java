package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.PrintStream;
import java.time.Duration;

/** A task that says when it begins and when it ends. */
final class Sequence {

    private Sequence() {}

    @Async
    static Coroutine<Void> sequence(PrintStream out, String name, Duration delay) {
        out.println("-> " + name);
        await(sleep(delay));
        out.println("<- " + name);
        return Coroutine.done();
    }
}
