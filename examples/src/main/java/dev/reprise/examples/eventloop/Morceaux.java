package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;

/** A coroutine in three pieces; between them, it leaves the loop to others. */
public final class Morceaux {

    private Morceaux() {}

    @Async
    public static Coroutine<String> morceaux(PrintStream out, String message) {
        out.println(message + " début"); // ordinary code is called as ever
        await(sleep(Duration.ofMillis(500))); // with await, the loop has its turn
        out.println(message + " milieu");
        await(sleep(Duration.ofSeconds(1)));
        out.println(message + " fin");
        return Coroutine.of(message + " par morceaux");
    }

    /** Calling the method runs nothing: it makes an object, which can be printed. */
    public static void show(PrintStream out) {
        out.println(morceaux(out, "run"));
    }

    public static void one(EventLoop loop, PrintStream out) {
        String result = loop.runUntilComplete(morceaux(out, "run"));
        out.println(result);
    }

    public static void two(EventLoop loop, PrintStream out) {
        List<String> results = loop.runUntilComplete(gather(morceaux(out, "run1"), morceaux(out, "run2")));
        out.println(results);
    }
}
