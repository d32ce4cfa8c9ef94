package dev.reprise.benchmarks.eaasync;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The callees. */
final class Chain {

    private Chain() {}

    static CompletableFuture<Integer> level5(int i) {
        return completedFuture(await(level4(i)) + 1);
    }

    private static CompletableFuture<Integer> level4(int i) {
        return completedFuture(await(level3(i)) + 1);
    }

    private static CompletableFuture<Integer> level3(int i) {
        return completedFuture(await(level2(i)) + 1);
    }

    private static CompletableFuture<Integer> level2(int i) {
        return completedFuture(await(level1(i)) + 1);
    }

    static CompletableFuture<Integer> level1(int i) {
        if (i < 0) {
            await(new CompletableFuture<@Nullable Void>());
        }
        return completedFuture(i + 1);
    }
}
