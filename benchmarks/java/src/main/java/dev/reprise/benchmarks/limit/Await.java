package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Program;

/** Calls that could suspend and do not: a frame would be made on suspension alone. */
public final class Await implements Program {

    private static final int BLOCK = 1000;

    private final int depth;

    /** Of a chain of one callee or five. */
    public Await(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        Chain.Context context = new Chain.Context();
        long sum = 0;
        for (int done = 0; done < times; done += BLOCK) {
            sum += block(done, context);
        }
        return sum;
    }

    private long block(int from, Chain.Context context) {
        long sum = 0;
        for (int i = from; i < from + BLOCK; i++) {
            int result = depth == 1 ? Chain.level1(i, context) : Chain.level5(i, context);
            if (context.frame != null) {
                throw new AssertionError("nothing suspends here");
            }
            sum = sum * 31 + result;
        }
        return sum;
    }
}
