package dev.reprise.benchmarks.eaasync;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.reprise.benchmarks.harness.FutureLoop;
import dev.reprise.benchmarks.harness.Program;
import java.util.concurrent.CompletableFuture;

/** A task that starts another one, waits for its end and takes its result. */
public final class Spawn implements Program {

    /** Without arguments. */
    public Spawn() {}

    @Override
    public long run(int times) {
        FutureLoop loop = new FutureLoop();
        return loop.run(parent(loop, times));
    }

    private static CompletableFuture<Long> parent(FutureLoop loop, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            int number = i;
            sum += await(loop.start(() -> child(number)));
        }
        return completedFuture(sum);
    }

    private static CompletableFuture<Integer> child(int i) {
        return completedFuture(i + 1);
    }
}
