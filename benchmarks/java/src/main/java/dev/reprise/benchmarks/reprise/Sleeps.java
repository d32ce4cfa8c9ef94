package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.sleep;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Deadlines;
import dev.reprise.benchmarks.harness.Sleeping;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A task for each sleep. */
public final class Sleeps implements Sleeping {

    /** Without arguments. */
    public Sleeps() {}

    @Override
    public void sleepAll(int[] millis, Deadlines deadlines) {
        Reprise.run(all(millis, deadlines));
    }

    @Async
    private static Coroutine<Void> all(int[] millis, Deadlines deadlines) {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int time : millis) {
            tasks.add(createTask(one(time, deadlines)));
        }
        for (Task<Void> task : tasks) {
            await(task);
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> one(int millis, Deadlines deadlines) {
        deadlines.sleeps(millis);
        await(sleep(Duration.ofMillis(millis)));
        return Coroutine.done();
    }
}
