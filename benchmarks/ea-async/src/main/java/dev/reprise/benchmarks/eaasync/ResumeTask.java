package dev.reprise.benchmarks.eaasync;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.reprise.benchmarks.harness.FutureLoop;
import dev.reprise.benchmarks.harness.Program;
import java.util.concurrent.CompletableFuture;

/** A task in a chain of awaits, whose innermost gives way. */
public final class ResumeTask implements Program {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public ResumeTask(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        FutureLoop loop = new FutureLoop();
        return loop.run(link(loop, depth, times));
    }

    private static CompletableFuture<Long> link(FutureLoop loop, int depth, int rounds) {
        if (depth > 0) {
            return completedFuture(await(link(loop, depth - 1, rounds)) + 1);
        }
        long sum = 0;
        for (int i = 0; i < rounds; i++) {
            await(loop.turn());
            sum = sum * 31 + (i ^ depth);
        }
        return completedFuture(sum);
    }
}
