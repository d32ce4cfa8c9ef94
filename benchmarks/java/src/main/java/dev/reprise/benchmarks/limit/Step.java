package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import dev.reprise.benchmarks.harness.Ring;
import java.util.List;

/** State machines, stepped in turn by a ring buffer. */
public final class Step implements Program {

    private final int coroutines;
    private final List<Maker> makers;

    /** So many at once, of so many classes. */
    public Step(int coroutines, int classes) {
        this.coroutines = coroutines;
        makers = Copies.of(Work.class, classes);
    }

    /** Makes the machines of one class. */
    public interface Maker {
        /** One that suspends so often. */
        Machine work(int rounds, int seed);
    }

    @Override
    public long run(int times) {
        return run(times, coroutines, makers);
    }

    static long run(int times, int coroutines, List<? extends Maker> makers) {
        Ring<Machine> ready = new Ring<>();
        for (int i = 0; i < coroutines; i++) {
            ready.add(makers.get(i % makers.size()).work(times / coroutines, i));
        }
        long sum = 0;
        while (!ready.isEmpty()) {
            Machine machine = ready.remove();
            if (machine.next()) {
                ready.add(machine);
            } else {
                sum += machine.result;
            }
        }
        return sum;
    }

    /** What each does. */
    public static final class Work implements Maker {

        /** For {@link Copies}. */
        public Work() {}

        @Override
        public Machine work(int rounds, int seed) {
            return new Loop(rounds, seed);
        }

        private static final class Loop extends Machine {
            private final int rounds;
            private final int seed;
            private int state;
            private int i;
            private long sum;

            Loop(int rounds, int seed) {
                this.rounds = rounds;
                this.seed = seed;
            }

            @Override
            public boolean next() {
                switch (state) {
                    case 0:
                        break;
                    case 1:
                        sum = sum * 31 + (i ^ seed);
                        i++;
                        break;
                    default:
                        throw new IllegalStateException("it has ended");
                }
                if (i < rounds) {
                    state = 1;
                    return true;
                }
                result = sum;
                state = -1;
                return false;
            }
        }
    }
}
