package dev.reprise.benchmarks.tascalate;

import static net.tascalate.async.CallContext.async;
import static net.tascalate.async.CallContext.await;

import dev.reprise.benchmarks.harness.Program;
import java.util.concurrent.CompletionStage;
import net.tascalate.async.async;

/** Awaits of methods that could suspend and do not. */
public final class Await implements Program {

    private static final int BLOCK = 1000;

    private final int depth;

    /** Of a chain of one callee or five. */
    public Await(int depth) {
        this.depth = depth;
    }

    @Override
    public long run(int times) {
        long sum = 0;
        for (int done = 0; done < times; done += BLOCK) {
            sum += block(done).toCompletableFuture().join();
        }
        return sum;
    }

    @async
    private CompletionStage<Long> block(int from) {
        long sum = 0;
        for (int i = from; i < from + BLOCK; i++) {
            sum = sum * 31 + (depth == 1 ? await(Chain.level1(i)) : await(Chain.level5(i)));
        }
        return async(sum);
    }
}
