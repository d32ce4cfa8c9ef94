package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;

/** Tasks that give way to one another on the event loop. */
public final class Tasks implements Program {

    private final int tasks;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Tasks(int tasks, int classes) {
        this.tasks = tasks;
        makers = Copies.of(Work.class, classes);
    }

    /** Makes the coroutines of one class. */
    public interface Maker {
        /** One that gives way so often. */
        Coroutine<Long> work(int rounds, int seed);
    }

    @Override
    public long run(int times) {
        return Reprise.run(all(times / tasks));
    }

    @Async
    private Coroutine<Long> all(int rounds) {
        List<Task<Long>> started = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            started.add(createTask(makers.get(i % makers.size()).work(rounds, i)));
        }
        long sum = 0;
        for (Task<Long> task : started) {
            sum += await(task);
        }
        return Coroutine.of(sum);
    }

    /** What each does. */
    public static final class Work implements Maker {

        /** For {@link Copies}. */
        public Work() {}

        @Override
        @Async
        public Coroutine<Long> work(int rounds, int seed) {
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                await(interrupt());
                sum = sum * 31 + (i ^ seed);
            }
            return Coroutine.of(sum);
        }
    }
}
