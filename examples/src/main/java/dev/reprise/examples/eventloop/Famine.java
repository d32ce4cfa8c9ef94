package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** What not to do: a call that blocks keeps the loop from everybody else. */
public final class Famine {

    private Famine() {}

    /** Takes the call that blocks as an argument; written out, the build would warn of it. */
    @Async
    static Coroutine<String> famine(Timeline timeline, String message, Consumer<Duration> blockingSleep) {
        timeline.show(message + " début");
        await(sleep(Duration.ofMillis(500))); // with await, the loop has its turn
        timeline.show(message + " milieu");
        blockingSleep.accept(Duration.ofSeconds(1)); // without, it has not
        timeline.show(message + " fin");
        return Coroutine.of(message + " par famine");
    }

    public static void two(Timeline timeline, Consumer<Duration> blockingSleep) {
        timeline.start();
        List<String> results = timeline.loop()
                .runUntilComplete(
                        gather(famine(timeline, "run1", blockingSleep), famine(timeline, "run2", blockingSleep)));
        timeline.show(results.toString());
    }
}
