package dev.reprise.benchmarks.kilim;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;
import kilim.Pausable;
import kilim.Scheduler;
import kilim.Task;

/** Tasks that give way to one another on a scheduler of one thread. */
public final class Tasks implements Program {

    private final Scheduler scheduler = Scheduler.make(1);
    private final int tasks;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Tasks(int tasks, int classes) {
        this.tasks = tasks;
        makers = Copies.of(Work.class, classes);
    }

    /** Makes the tasks of one class. */
    public interface Maker {
        /** One that gives way so often. */
        Summing work(int rounds, int seed);
    }

    /** A task with a result. */
    public abstract static class Summing extends Task<Object> {
        /** What it has come to. */
        protected long sum;
    }

    @Override
    public long run(int times) {
        List<Summing> started = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            Summing task = makers.get(i % makers.size()).work(times / tasks, i);
            task.setScheduler(scheduler);
            started.add(task);
        }
        started.forEach(Task::start);
        long sum = 0;
        for (Summing task : started) {
            task.joinb();
            sum += task.sum;
        }
        return sum;
    }

    /** What each does. */
    public static final class Work implements Maker {

        /** For {@link Copies}. */
        public Work() {}

        @Override
        public Summing work(int rounds, int seed) {
            return new Loop(rounds, seed);
        }

        /** The task. */
        public static final class Loop extends Summing {
            private final int rounds;
            private final int seed;

            Loop(int rounds, int seed) {
                this.rounds = rounds;
                this.seed = seed;
            }

            @Override
            public void execute() throws Pausable {
                long result = 0;
                for (int i = 0; i < rounds; i++) {
                    Task.yield();
                    result = result * 31 + (i ^ seed);
                }
                sum = result;
            }
        }
    }
}
