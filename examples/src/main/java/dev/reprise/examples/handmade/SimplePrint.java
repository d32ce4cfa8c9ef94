package dev.reprise.examples.handmade;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.PrintStream;

/** A task of one step: nothing in it gives way. */
public final class SimplePrint {

    private SimplePrint() {}

    @Async
    public static Coroutine<Void> simplePrint(PrintStream out, Object message) {
        out.println(message);
        return Coroutine.done();
    }
}
