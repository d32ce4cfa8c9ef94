package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Program;

/** A task in a chain of awaits, whose innermost gives way. */
public final class ResumeTask implements Program {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public ResumeTask(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        return Reprise.run(link(depth, times));
    }

    @Async
    private static Coroutine<Long> link(int depth, int rounds) {
        if (depth > 0) {
            return Coroutine.of(await(link(depth - 1, rounds)) + 1);
        }
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            await(interrupt());
            sum = sum * 31 + (i ^ depth);
        }
        return Coroutine.of(sum);
    }
}
