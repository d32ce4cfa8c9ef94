package dev.reprise.examples.eventloop;

import static dev.reprise.examples.eventloop.Sequence.sequence;

import dev.reprise.KeyboardInterrupt;
import dev.reprise.task.EventLoop;
import java.time.Duration;

/** Two tasks on a loop without end: it goes on when they are done, until somebody presses Ctrl-C. */
public final class Endless {

    private Endless() {}

    public static void endless(Timeline timeline, Duration unit) {
        EventLoop loop = timeline.loop();
        loop.createTask(sequence(timeline, "foo", unit.dividedBy(2)));
        loop.createTask(sequence(timeline, "bar", unit));
        timeline.start();
        try {
            loop.runForever();
        } catch (KeyboardInterrupt interrupt) {
            timeline.print("bye");
        }
    }
}
