package dev.reprise.examples.eventloop;

import static dev.reprise.examples.eventloop.Sequence.sequence;

import dev.reprise.task.EventLoop;
import java.io.PrintStream;
import java.time.Duration;

/** A run that lasts as long as one of its tasks; the next run goes on with the task that is left. */
public final class UntilComplete {

    private UntilComplete() {}

    public static void untilComplete(EventLoop loop, PrintStream out, Duration unit) {
        loop.createTask(sequence(out, "c1", unit));
        loop.createTask(sequence(out, "c3", unit.multipliedBy(3)));
        loop.runUntilComplete(sequence(out, "c2", unit.multipliedBy(2)));
        out.println("c2 is complete");
        loop.run();
        out.println("all are complete");
    }
}
