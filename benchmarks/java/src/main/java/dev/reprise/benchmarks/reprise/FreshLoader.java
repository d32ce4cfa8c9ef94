package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Copies;
import dev.reprise.benchmarks.harness.Program;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One coroutine whose class is in a fresh class loader, with a local whose class nothing has loaded. */
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
        @Async
        public Coroutine<Long> work(int rounds, int seed) {
            @Nullable Never never = seed < 0 ? new Never(seed) : null;
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                suspend(null);
                sum = sum * 31 + (never == null ? i ^ seed : never.value);
            }
            return Coroutine.of(sum);
        }
    }
}
