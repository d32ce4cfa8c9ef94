package dev.reprise.benchmarks.continuation;

import dev.reprise.benchmarks.harness.Program;

/** A continuation in a chain of calls, whose innermost suspends. */
public final class Resume implements Program {

    private final int depth;
    private long result;

    /** With so many calls between the outermost and the innermost. */
    public Resume(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        Object chain = Continuations.make(() -> result = link(depth, times));
        while (Continuations.next(chain)) {
            // goes on
        }
        return result;
    }

    private static long link(int depth, int rounds) {
        if (depth > 0) {
            return link(depth - 1, rounds) + 1;
        }
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            Continuations.suspend();
            sum = sum * 31 + (i ^ depth);
        }
        return sum;
    }
}
