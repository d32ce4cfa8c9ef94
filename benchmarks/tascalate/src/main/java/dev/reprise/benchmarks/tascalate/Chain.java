package dev.reprise.benchmarks.tascalate;

import static net.tascalate.async.CallContext.async;
import static net.tascalate.async.CallContext.await;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import net.tascalate.async.async;
import org.jspecify.annotations.Nullable;

/** The callees. */
final class Chain {

    private Chain() {}

    @async
    static CompletionStage<Integer> level5(int i) {
        return async(await(level4(i)) + 1);
    }

    @async
    private static CompletionStage<Integer> level4(int i) {
        return async(await(level3(i)) + 1);
    }

    @async
    private static CompletionStage<Integer> level3(int i) {
        return async(await(level2(i)) + 1);
    }

    @async
    private static CompletionStage<Integer> level2(int i) {
        return async(await(level1(i)) + 1);
    }

    @async
    static CompletionStage<Integer> level1(int i) {
        if (i < 0) {
            await(new CompletableFuture<@Nullable Void>());
        }
        return async(i + 1);
    }
}
