package dev.reprise.benchmarks.kilim;

import dev.reprise.benchmarks.harness.Program;
import kilim.Continuation;
import kilim.Fiber;
import kilim.Pausable;

/** A continuation in a chain of calls, whose innermost pauses. */
public final class Resume implements Program {

    private final int depth;

    /** With so many calls between the outermost and the innermost. */
    public Resume(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        Chain chain = new Chain(depth, times);
        while (!chain.run()) {
            // goes on
        }
        return chain.result;
    }

    private static final class Chain extends Continuation {
        private final int depth;
        private final int rounds;
        private long result;

        Chain(int depth, int rounds) {
            this.depth = depth;
            this.rounds = rounds;
        }

        @Override
        public void execute() throws Pausable {
            result = link(depth);
        }

        private long link(int depth) throws Pausable {
            if (depth > 0) {
                return link(depth - 1) + 1;
            }
            long sum = 0;
            for (int i = 0; i < rounds; i++) {
                Fiber.yield();
                sum = sum * 31 + (i ^ depth);
            }
            return sum;
        }
    }
}
