package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import java.util.List;

/** Coroutines, stepped in turn by a ring buffer. */
public final class Step implements Program {

    private final int coroutines;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Step(int coroutines, int classes) {
        this.coroutines = coroutines;
        makers = Copies.of(Work.class, classes);
    }

    /** Makes the coroutines of one class. */
    public interface Maker {
        /** One that suspends so often. */
        Coroutine<Long> work(int rounds, int seed);
    }

    @Override
    public long run(int times) {
        return run(times, coroutines, makers);
    }

    static long run(int times, int coroutines, List<? extends Maker> makers) {
        Ring<Coroutine<Long>> ready = new Ring<>();
        for (int i = 0; i < coroutines; i++) {
            ready.add(makers.get(i % makers.size()).work(times / coroutines, i));
        }
        long sum = 0;
        while (!ready.isEmpty()) {
            Coroutine<Long> coroutine = ready.remove();
            if (coroutine.next()) {
                ready.add(coroutine);
            } else {
                sum += coroutine.result();
            }
        }
        return sum;
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
                suspend(null);
                sum = sum * 31 + (i ^ seed);
            }
            return Coroutine.of(sum);
        }
    }
}
