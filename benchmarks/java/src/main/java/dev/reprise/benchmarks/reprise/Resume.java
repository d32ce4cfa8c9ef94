package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Coroutine.suspend;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Program;

/** A chain of coroutines, stepped at its outermost. */
public final class Resume implements Program {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public Resume(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        Coroutine<Long> chain = link(depth, times);
        while (chain.next()) {
            // goes on
        }
        return chain.result();
    }

    @Async
    private static Coroutine<Long> link(int depth, int rounds) {
        if (depth > 0) {
            return Coroutine.of(await(link(depth - 1, rounds)) + 1);
        }
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            suspend(null);
            sum = sum * 31 + (i ^ depth);
        }
        return Coroutine.of(sum);
    }
}
