package dev.reprise.benchmarks.kilim;

import dev.reprise.benchmarks.harness.Program;
import kilim.Generator;
import kilim.Pausable;

/** A plain loop over a generator. */
public final class Elements implements Program {

    private static final int BLOCK = 1000;

    /** Without arguments. */
    public Elements() {}

    @Override
    public long run(int times) {
        long sum = 0;
        for (int done = 0; done < times; done += BLOCK) {
            sum += block();
        }
        return sum;
    }

    private static long block() {
        long sum = 0;
        for (int number : new Numbers(BLOCK)) {
            sum = sum * 31 + number;
        }
        return sum;
    }

    private static final class Numbers extends Generator<Integer> {
        private final int count;

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public void execute() throws Pausable {
            for (int i = 0; i < count; i++) {
                this.yield(i & 127); // small ones are not allocated
            }
        }
    }
}
