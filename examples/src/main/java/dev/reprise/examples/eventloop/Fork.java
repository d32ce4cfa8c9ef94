package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.examples.eventloop.Sequence.sequence;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.PrintStream;
import java.time.Duration;

/** Tasks are added before the loop runs and while it runs: c2 starts c3 and does not wait for it. */
public final class Fork {

    private Fork() {}

    @Async
    static Coroutine<Void> c2(PrintStream out, Duration unit) {
        out.println(">>> c2");
        await(sleep(unit));
        out.println("=== createTask");
        createTask(sequence(out, "c3", unit.multipliedBy(2)));
        await(sleep(unit));
        out.println("<<< c2");
        return Coroutine.done();
    }

    public static void fork(EventLoop loop, PrintStream out, Duration unit) {
        loop.createTask(sequence(out, "c1", unit.multipliedBy(2)));
        loop.createTask(c2(out, unit));
        loop.run();
    }
}
