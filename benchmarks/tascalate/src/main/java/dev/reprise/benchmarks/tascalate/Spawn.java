package dev.reprise.benchmarks.tascalate;

import static net.tascalate.async.CallContext.async;
import static net.tascalate.async.CallContext.await;

import dev.reprise.benchmarks.harness.FutureLoop;
import dev.reprise.benchmarks.harness.Program;
import java.util.concurrent.CompletionStage;
import net.tascalate.async.async;

/** A task that starts another one, waits for its end and takes its result. */
public final class Spawn implements Program {

    /** Without arguments. */
    public Spawn() {}

    @Override
    public long run(int times) {
        FutureLoop loop = new FutureLoop();
        return loop.run(parent(loop, times));
    }

    @async
    private static CompletionStage<Long> parent(FutureLoop loop, int times) {
        long sum = 0;
        for (int i = 0; i < times; i++) {
            int number = i;
            sum += await(loop.start(() -> child(number)));
        }
        return async(sum);
    }

    @async
    private static CompletionStage<Integer> child(int i) {
        return async(i + 1);
    }
}
