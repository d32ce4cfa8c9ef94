package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.await;
import static dev.reprise.examples.handmade.Sleep.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;

/** Prints messages and sleeps after each: two of these at once show whose turn it is. */
public final class PrintMessages {

    private PrintMessages() {}

    @Async
    public static Coroutine<Void> printMessages(
            PrintStream out, InstantSource clock, Duration sleepTime, String... messages) {
        for (String message : messages) {
            out.println(message);
            await(sleep(clock, sleepTime));
        }
        return Coroutine.done();
    }
}
