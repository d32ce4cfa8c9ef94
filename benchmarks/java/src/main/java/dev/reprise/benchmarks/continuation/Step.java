package dev.reprise.benchmarks.continuation;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import java.util.List;

/** Continuations, stepped in turn by a ring buffer. */
public final class Step implements Program {

    private final int coroutines;
    private final List<Maker> makers;
    private long sum;

    /** So many at once, of so many classes. */
    public Step(int coroutines, int classes) {
        this.coroutines = coroutines;
        makers = Copies.of(Work.class, classes);
    }

    /** What the continuations of one class do. */
    public interface Maker {
        /** Suspends so often. */
        long work(int rounds, int seed, Runnable suspend);
    }

    @Override
    public long run(int times) {
        sum = 0;
        Ring<Object> ready = new Ring<>();
        for (int i = 0; i < coroutines; i++) {
            Maker maker = makers.get(i % makers.size());
            int seed = i;
            ready.add(Continuations.make(() -> {
                long result = maker.work(times / coroutines, seed, Continuations::suspend);
                sum += result; // not in one expression, which would read the sum before the work
            }));
        }
        while (!ready.isEmpty()) {
            Object continuation = ready.remove();
            if (Continuations.next(continuation)) {
                ready.add(continuation);
            }
        }
        return sum;
    }

    /** What each does. */
    public static final class Work implements Maker {

        /** For {@link Copies}. */
        public Work() {}

        @Override
        public long work(int rounds, int seed, Runnable suspend) {
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                suspend.run();
                sum = sum * 31 + (i ^ seed);
            }
            return sum;
        }
    }
}
