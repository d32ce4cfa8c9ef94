package dev.reprise.interop;

import dev.reprise.CancelledError;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.JdkErrors;
import dev.reprise.loop.Promise;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A promise that ends as a stage does, and cancels the stage with itself. */
final class StagePromise<T extends @Nullable Object> extends Promise<T> {

    private final CompletionStage<? extends T> stage;

    StagePromise(CallbackLoop loop, CompletionStage<? extends T> stage) {
        super(loop);
        requireOwnThread("wrapFuture");
        this.stage = stage;
    }

    void watch() {
        stage.whenComplete((result, failure) -> loop().offerThreadsafe(() -> end(result, failure)));
    }

    private void end(T result, @Nullable Throwable failure) {
        if (done()) {
            return;
        }
        if (failure == null) {
            setResult(result);
            return;
        }
        Throwable converted = JdkErrors.fromJdk(unwrapped(failure));
        if (converted instanceof CancelledError cancelled) {
            cancelWith(cancelled);
        } else {
            setException(converted);
        }
    }

    /** Each stage that depends on a failed one wraps the exception. */
    private static Throwable unwrapped(Throwable failure) {
        Throwable inner = failure;
        while (inner instanceof CompletionException && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (!super.cancel(message)) {
            return false;
        }
        try {
            stage.toCompletableFuture().cancel(true);
        } catch (UnsupportedOperationException notThatKind) {
            // A stage may refuse to show its future. Then it goes on, and nobody waits for it.
        }
        return true;
    }
}
