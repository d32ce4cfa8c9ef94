package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.PrintStream;

/** Two tasks that meet at a {@link Waiter}: one waits for the other to have counted. */
public final class Jobs {

    private Jobs() {}

    @Async
    public static Coroutine<Void> waitJob(PrintStream out, Waiter waiter) {
        out.println("start");
        await(waiter);
        out.println("finished");
        return Coroutine.done();
    }

    @Async
    public static Coroutine<Void> countUpTo(PrintStream out, Waiter waiter, int n) {
        for (int i = 0; i < n; i++) {
            out.println(i);
            await(new Interrupt());
        }
        waiter.set();
        return Coroutine.done();
    }
}
