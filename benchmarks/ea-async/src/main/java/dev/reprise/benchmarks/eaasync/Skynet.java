package dev.reprise.benchmarks.eaasync;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.reprise.benchmarks.harness.FutureLoop;
import dev.reprise.benchmarks.harness.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A tree of tasks, ten under each, whose leaves' numbers are summed up. */
public final class Skynet implements Program {

    private static final int LEAVES = 1_000_000;

    /** Without arguments. */
    public Skynet() {}

    @Override
    public int operations() {
        return 1_111_111;
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            FutureLoop loop = new FutureLoop();
            sum += loop.run(node(loop, 0, LEAVES));
        }
        return sum;
    }

    private static CompletableFuture<Long> node(FutureLoop loop, int number, int size) {
        if (size == 1) {
            return completedFuture((long) number);
        }
        List<CompletableFuture<Long>> children = new ArrayList<>(10);
        for (int i = 0; i < 10; i++) {
            int first = number + i * (size / 10);
            children.add(loop.start(() -> node(loop, first, size / 10)));
        }
        long sum = 0;
        for (CompletableFuture<Long> child : children) {
            sum += await(child);
        }
        return completedFuture(sum);
    }
}
