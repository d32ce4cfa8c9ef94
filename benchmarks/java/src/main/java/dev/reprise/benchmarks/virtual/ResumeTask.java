package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Program;

/** A virtual thread in a chain of calls, whose innermost gives way. */
public final class ResumeTask implements Program {

    private final int depth;

    /** With so many calls between the outermost and the innermost. */
    public ResumeTask(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) throws Exception {
        return VirtualThreads.run(() -> link(depth, times));
    }

    @SuppressWarnings("ThreadPriorityCheck") // to yield is what is measured
    private static long link(int depth, int rounds) {
        if (depth > 0) {
            return link(depth - 1, rounds) + 1;
        }
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            Thread.yield();
            sum = sum * 31 + (i ^ depth);
        }
        return sum;
    }
}
