package dev.reprise.benchmarks.eaasync;

import static com.ea.async.Async.await;
import static java.util.concurrent.CompletableFuture.completedFuture;

import dev.reprise.benchmarks.harness.Parking;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Tasks that wait for a future each, in a chain of awaits with two live locals. */
public final class ParkedTask implements Parking {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public ParkedTask(int depth) {
        this.depth = depth;
    }

    @Override
    public void park(Object[] coroutines, Runnable parked) {
        for (int i = 0; i < coroutines.length; i++) {
            CompletableFuture<@Nullable Void> forEver = new CompletableFuture<>();
            var unused = link(depth, i, forEver);
            coroutines[i] = forEver; // what completes it keeps the task alive
        }
        parked.run();
    }

    private static CompletableFuture<Long> link(int depth, long number, CompletableFuture<@Nullable Void> forEver) {
        String text = depth % 2 == 0 ? "even" : "odd";
        if (depth > 0) {
            number += await(link(depth - 1, number + 1, forEver));
        } else {
            await(forEver);
        }
        return completedFuture(number + text.length());
    }
}
