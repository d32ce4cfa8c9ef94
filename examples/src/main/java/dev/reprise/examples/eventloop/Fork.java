package dev.reprise.examples.eventloop;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.examples.eventloop.Sequence.sequence;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.KeyboardInterrupt;
import dev.reprise.task.EventLoop;
import java.time.Duration;

/** Tasks are added before the loop runs and while it runs: c2 starts c3 and does not wait for it. */
public final class Fork {

    private Fork() {}

    @Async
    static Coroutine<Void> c2(Timeline timeline, Duration unit) {
        timeline.show(">>> c2");
        await(sleep(unit));
        timeline.show("=== createTask");
        createTask(sequence(timeline, "c3", unit.multipliedBy(2)));
        await(sleep(unit));
        timeline.show("<<< c2");
        return Coroutine.done();
    }

    public static void fork(Timeline timeline, Duration unit) {
        EventLoop loop = timeline.loop();
        loop.createTask(sequence(timeline, "c1", unit.multipliedBy(2)));
        loop.createTask(c2(timeline, unit));
        timeline.start();
        try {
            loop.runForever();
        } catch (KeyboardInterrupt interrupt) {
            timeline.print("interrupted");
        }
    }
}
