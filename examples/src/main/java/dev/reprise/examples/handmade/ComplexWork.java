package dev.reprise.examples.handmade;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import java.io.PrintStream;

/**
 * A task of two steps, written by hand: prints Hello, gives way, prints World. This is what the build makes of an {@code
 * @Async} method; everything after this class leaves it to the build.
 */
public final class ComplexWork implements Awaitable<String> {

    private final PrintStream out;

    public ComplexWork(PrintStream out) {
        this.out = out;
    }

    @Override
    public Coroutine<String> awaiter() {
        return new Coroutine<>() {
            @Override
            protected boolean step(int point) {
                if (point == 0) {
                    out.println("Hello");
                    return suspendAt(1, null); // with nothing to wait for; go on at point 1
                }
                received(); // if somebody raised an exception here, this throws it
                out.println("World");
                return returns("done");
            }
        };
    }
}
