package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One machine whose class is in a fresh class loader, with a field whose class nothing has loaded. */
public final class FreshLoader implements Program {

    private final Step.Maker maker = Copies.inFreshLoader(Work.class);

    /** Without arguments. */
    public FreshLoader() {}

    @Override
    public long run(int times) {
        return Step.run(times, 1, List.of(maker));
    }

    /** What it does. */
    public static final class Work implements Step.Maker {

        /** For {@link Copies}. */
        public Work() {}

        /** Is never made. */
        private static final class Never {
            final long value;

            Never(long value) {
                this.value = value;
            }
        }

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
            private @Nullable Never never;

            Loop(int rounds, int seed) {
                this.rounds = rounds;
                this.seed = seed;
            }

            @Override
            public boolean next() {
                switch (state) {
                    case 0:
                        never = seed < 0 ? new Never(seed) : null;
                        break;
                    case 1:
                        Never restored = never;
                        sum = sum * 31 + (restored == null ? i ^ seed : restored.value);
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
