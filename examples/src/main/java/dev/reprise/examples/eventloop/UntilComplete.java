package dev.reprise.examples.eventloop;

import static dev.reprise.examples.eventloop.Sequence.sequence;

import dev.reprise.KeyboardInterrupt;
import dev.reprise.task.EventLoop;
import java.time.Duration;

/** A run that lasts as long as one of its tasks; the next run goes on with the task that is left. */
public final class UntilComplete {

    private UntilComplete() {}

    public static void untilComplete(Timeline timeline, Duration unit) {
        EventLoop loop = timeline.loop();
        loop.createTask(sequence(timeline, "c1", unit));
        loop.createTask(sequence(timeline, "c3", unit.multipliedBy(3)));
        timeline.start();
        loop.runUntilComplete(sequence(timeline, "c2", unit.multipliedBy(2)));
        timeline.print("done 1");
        try {
            loop.runForever();
        } catch (KeyboardInterrupt interrupt) {
            timeline.print("interrupted");
        }
    }
}
