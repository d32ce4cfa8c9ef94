package dev.reprise.benchmarks.harness;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The loop of those contestants that await futures and bring none: futures to complete, and tasks to start, in turn. */
public final class FutureLoop {

    private final Ring<Runnable> ready = new Ring<>();

    /** Makes an empty one. */
    public FutureLoop() {}

    /** Returns a future that is complete after all that is ready now. */
    public CompletableFuture<@Nullable Void> turn() {
        Turn turn = new Turn();
        ready.add(turn);
        return turn;
    }

    /** Starts a task after all that is ready now. */
    public <T> CompletableFuture<T> start(Supplier<? extends CompletionStage<T>> task) {
        Start<T> start = new Start<>(task);
        ready.add(start);
        return start;
    }

    /** Runs what is ready until {@code main} is complete. */
    public <T> T run(CompletionStage<T> main) {
        CompletableFuture<T> future = main.toCompletableFuture();
        while (!future.isDone()) {
            ready.remove().run();
        }
        return future.join();
    }

    private static final class Turn extends CompletableFuture<@Nullable Void> implements Runnable {
        @Override
        public void run() {
            complete(null);
        }
    }

    private static final class Start<T> extends CompletableFuture<T> implements Runnable {
        private final Supplier<? extends CompletionStage<T>> task;

        Start(Supplier<? extends CompletionStage<T>> task) {
            this.task = task;
        }

        @Override
        public void run() {
            var unused = task.get().whenComplete((result, failure) -> {
                if (failure == null) {
                    complete(result);
                } else {
                    completeExceptionally(failure);
                }
            });
        }
    }
}
