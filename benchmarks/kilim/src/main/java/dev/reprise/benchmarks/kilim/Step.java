package dev.reprise.benchmarks.kilim;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import java.util.List;
import kilim.Continuation;
import kilim.Fiber;
import kilim.Pausable;

/** Continuations, stepped in turn by a ring buffer. */
public final class Step implements Program {

    private final int coroutines;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Step(int coroutines, int classes) {
        this.coroutines = coroutines;
        makers = Copies.of(Work.class, classes);
    }

    /** Makes the continuations of one class. */
    public interface Maker {
        /** One that pauses so often, and then has a result. */
        Summing work(int rounds, int seed);
    }

    /** A continuation with a result. */
    public abstract static class Summing extends Continuation {
        /** What it has come to. */
        protected long sum;
    }

    @Override
    public long run(int times) {
        Ring<Summing> ready = new Ring<>();
        for (int i = 0; i < coroutines; i++) {
            ready.add(makers.get(i % makers.size()).work(times / coroutines, i));
        }
        long sum = 0;
        while (!ready.isEmpty()) {
            Summing next = ready.remove();
            if (!next.run()) {
                ready.add(next);
            } else {
                sum += next.sum;
            }
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
        /** The fiber. */
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
                    Fiber.yield();
                    result = result * 31 + (i ^ seed);
                }
                sum = result;
            }
        }
    }
}
