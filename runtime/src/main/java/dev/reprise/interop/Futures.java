package dev.reprise.interop;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.loop.JdkErrors;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Coroutines and the JDK's futures: {@code asyncio.wrap_future} and {@code asyncio.run_coroutine_threadsafe}.
 *
 * <p>Results and exceptions cross unchanged, but for those of cancellation and timeouts, which {@link JdkErrors} converts.
 * Cancelling one side cancels the other.
 */
public final class Futures {

    private Futures() {}

    /** Returns a promise of the running loop for {@code stage}; see {@link #wrapFuture(EventLoop, CompletionStage)}. */
    public static <T extends @Nullable Object> Promise<T> wrapFuture(CompletionStage<? extends T> stage) {
        return wrapFuture(EventLoop.current(), stage);
    }

    /**
     * Returns a promise that ends as {@code stage} does: {@code asyncio.wrap_future}. On the loop's thread.
     *
     * <p>Its await throws the exception that the stage failed with, out of the {@link
     * java.util.concurrent.CompletionException}s around it. Cancelling the promise, which is what cancelling its await does,
     * cancels the stage, if that is a {@link CompletableFuture} or knows the one behind it.
     *
     * <p>{@link dev.reprise.loop.VirtualTime} does not wait for the stage, since it cannot know who completes it: announce that
     * by {@link dev.reprise.loop.CallbackLoop#beginOutsideWork}, or test on real time.
     */
    public static <T extends @Nullable Object> Promise<T> wrapFuture(
            EventLoop loop, CompletionStage<? extends T> stage) {
        StagePromise<T> promise = new StagePromise<>(loop, stage);
        promise.watch();
        return promise;
    }

    /**
     * Runs {@code awaitable} on {@code loop}, from any other thread: {@code asyncio.run_coroutine_threadsafe}. The loop runs,
     * or will be run, elsewhere: waiting for the future on its thread would wait for ever.
     *
     * <p>A future that ends in any other way than by this, cancelled, timed out by {@code orTimeout} or completed by
     * somebody, cancels the task. A task that ends as cancelled cancels the future.
     *
     * @throws IllegalStateException if the loop is closed
     */
    public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
            EventLoop loop, Awaitable<T> awaitable) {
        CompletableFuture<T> future = new CompletableFuture<>();
        loop.callSoonThreadsafe(() -> start(loop, awaitable, future));
        return future;
    }

    private static <T extends @Nullable Object> void start(
            EventLoop loop, Awaitable<T> awaitable, CompletableFuture<T> future) {
        if (future.isDone()) {
            if (awaitable instanceof Coroutine<?> coroutine) {
                coroutine.close();
            }
            return;
        }
        Promise<T> promise;
        try {
            promise = loop.ensurePromise(awaitable);
        } catch (RuntimeException | Error failure) {
            future.completeExceptionally(failure);
            throw failure; // the exception handler is to know, too
        }
        link(promise, future);
    }

    /**
     * Returns a future that ends as {@code promise} does, to be used on any thread; a task is a promise. On the loop's
     * thread. Ended otherwise, it cancels the promise, as {@link #runCoroutineThreadsafe} says.
     */
    public static <T extends @Nullable Object> CompletableFuture<T> toCompletableFuture(Promise<T> promise) {
        CompletableFuture<T> future = new CompletableFuture<>();
        link(promise, future);
        return future;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // nobody asks for the outcome of what is done with an outcome
    private static <T extends @Nullable Object> void link(Promise<T> promise, CompletableFuture<T> future) {
        promise.addDoneCallback(ended -> complete(future, ended));
        // Through the loop's queue also on its own thread: the future may be ended from inside of a step of the task. A
        // promise that is done takes no harm.
        future.whenComplete((result, failure) -> promise.loop().offerThreadsafe(promise::cancel));
    }

    private static <T extends @Nullable Object> void complete(CompletableFuture<T> future, Promise<T> ended) {
        T result;
        try {
            result = ended.result();
        } catch (Throwable failure) {
            future.completeExceptionally(JdkErrors.toJdk(failure));
            return;
        }
        future.complete(result);
    }
}
