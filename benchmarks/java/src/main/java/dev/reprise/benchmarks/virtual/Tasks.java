package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;

/** Virtual threads that give way to one another. */
public final class Tasks implements Program {

    private final int tasks;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Tasks(int tasks, int classes) {
        this.tasks = tasks;
        makers = Copies.of(Work.class, classes);
    }

    /** What the threads of one class do. */
    public interface Maker {
        /** Gives way so often. */
        long work(int rounds, int seed);
    }

    @Override
    public long run(int times) throws Exception {
        return VirtualThreads.run(() -> all(times / tasks));
    }

    private long all(int rounds) throws Exception {
        List<FutureTask<Long>> started = new ArrayList<>();
        for (int i = 0; i < tasks; i++) {
            Maker maker = makers.get(i % makers.size());
            int seed = i;
            started.add(VirtualThreads.fork(() -> maker.work(rounds, seed)));
        }
        long sum = 0;
        for (FutureTask<Long> task : started) {
            sum += task.get();
        }
        return sum;
    }

    /** What each does. */
    public static final class Work implements Maker {

        /** For {@link Copies}. */
        public Work() {}

        @Override
        @SuppressWarnings("ThreadPriorityCheck") // to yield is what is measured
        public long work(int rounds, int seed) {
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                Thread.yield();
                sum = sum * 31 + (i ^ seed);
            }
            return sum;
        }
    }
}
