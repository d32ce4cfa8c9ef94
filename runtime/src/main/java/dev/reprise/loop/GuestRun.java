package dev.reprise.loop;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A run of a loop as the guest of a host that owns the thread, such as a user interface: trio's guest mode. The host is
 * never blocked.
 *
 * <pre>{@code
 * GuestRun.start(loop, SwingUtilities::invokeLater);
 * }</pre>
 *
 * <p>Each pass of the loop is one call that the host is given to run; then the host has its turn. While nothing is ready, a
 * daemon thread waits, and gives the host the next pass when something is. So coroutines and the host's own code share
 * one thread, and need no locks.
 *
 * <p>Between passes, the loop is not {@linkplain CallbackLoop#isRunning running}: the host's code may schedule callbacks,
 * make and cancel tasks, end promises and set timers, as code may that fills a loop before a run, and wakes the loop by
 * that. It must do so on the host's thread; others go through {@link CallbackLoop#callSoonThreadsafe}.
 *
 * <p>The host is an executor that queues what it is given, and runs it one after another. It may do so on changing
 * threads. Another loop can be the host, by its {@code callSoonThreadsafe}. Ctrl-C is the host's matter.
 *
 * <p>The run ends by {@link #stop} or {@link CallbackLoop#stop}; the loop can be run again then, or be closed. Stop it before
 * the host shuts down: a host that silently drops what it has queued leaves the run without an end.
 */
public final class GuestRun {

    private final CallbackLoop loop;
    private final Executor host;
    private final long budget;

    /** Its one thread waits while nothing is ready. */
    private final ExecutorService waiting = Executors.newSingleThreadExecutor(GuestRun::newThread);

    private final CompletableFuture<@Nullable Void> end = new CompletableFuture<>();

    /** Whether somebody will hear of a failure. */
    private volatile boolean observed;

    private GuestRun(CallbackLoop loop, Executor host, Duration budget) {
        this.loop = loop;
        this.host = Objects.requireNonNull(host, "host");
        this.budget = Nanos.of(budget);
    }

    private static Thread newThread(Runnable work) {
        Thread thread = new Thread(work, "reprise-guest-wait");
        thread.setDaemon(true);
        return thread;
    }

    // --------------------------------------------------------------------------------------------------------- start

    /**
     * Runs {@code loop} on a host, one pass at a time, until it is stopped: trio's {@code start_guest_run}.
     *
     * @throws IllegalStateException if the loop is running, has a host already or is closed, or if the host ran the first
     *     pass at once
     * @throws java.util.concurrent.RejectedExecutionException if the host refuses the first pass
     */
    public static GuestRun start(CallbackLoop loop, Executor host) {
        return start(loop, host, Duration.ZERO);
    }

    /**
     * The same with a budget: passes follow each other without the host's turn until nothing is ready or the time is used
     * up, as in {@link CallbackLoop#runOnce(Duration)}. A busy loop is faster by that, and its host less responsive.
     */
    public static GuestRun start(CallbackLoop loop, Executor host, Duration budget) {
        GuestRun run = new GuestRun(loop, host, budget);
        loop.setGuest(run);
        run.submitFirst();
        return run;
    }

    /**
     * Runs the loop of {@code promise} on a host until that is done; a task is a promise. The future ends as it did, on the
     * host's thread, when the run has ended.
     *
     * <p>Exceptions cross as {@link JdkErrors#toJdk} says. If the run ends before the promise, the future fails with what
     * ended it, or with an {@link IllegalStateException} if it was stopped. A future that ends in any other way, cancelled
     * for example, cancels the promise; the run goes on until that has unwound.
     *
     * @throws IllegalStateException as {@link #start}
     * @throws java.util.concurrent.RejectedExecutionException as {@link #start}
     */
    public static <T extends @Nullable Object> CompletableFuture<T> runUntilComplete(
            Promise<T> promise, Executor host) {
        GuestRun run = new GuestRun(promise.loop(), host, Duration.ZERO);
        promise.loop().setGuest(run);
        promise.addDoneCallback(done -> run.stopLoop());
        CompletableFuture<T> result = new CompletableFuture<>();
        run.whenEnded(failure -> complete(result, promise, failure));
        run.cancelWith(result, promise);
        run.submitFirst();
        return result;
    }

    private static <T extends @Nullable Object> void complete(
            CompletableFuture<T> result, Promise<T> promise, @Nullable Throwable failure) {
        if (failure != null) {
            result.completeExceptionally(failure);
        } else if (!promise.done()) {
            result.completeExceptionally(
                    new IllegalStateException("the loop was stopped before " + promise + " was done"));
        } else if (!result.isDone()) {
            completeWith(result, promise);
        }
    }

    private static <T extends @Nullable Object> void completeWith(CompletableFuture<T> result, Promise<T> promise) {
        T value;
        try {
            value = promise.result();
        } catch (Throwable failure) {
            result.completeExceptionally(JdkErrors.toJdk(failure));
            return;
        }
        result.complete(value);
    }

    // ----------------------------------------------------------------------------------------------------------- end

    /** Ends the run after what is ready, on any thread; does nothing if it has ended. */
    public void stop() {
        loop.offerThreadsafe(this::stopLoop);
    }

    private void stopLoop() {
        if (loop.isGuestBy(this)) {
            loop.stop();
        }
    }

    /**
     * Returns a future that ends when the run does, on the host's thread; the loop can be closed in what depends on it.
     *
     * <p>It fails with what ended the run, if that was not {@code stop}: an error that {@link CallbackLoop#isFatal} names,
     * or an {@link IllegalStateException} if the host refused to go on, which then is told on another thread. If nobody has
     * called this before, the loop's exception handler is told.
     */
    public CompletableFuture<@Nullable Void> ended() {
        observed = true;
        return end.copy();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what the action fails with, it tells itself
    private void whenEnded(Consumer<@Nullable Throwable> action) {
        observed = true;
        end.whenComplete((nothing, failure) -> action.accept(failure));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // a cancellation that comes too late is no failure
    private void cancelWith(CompletableFuture<?> result, Promise<?> promise) {
        result.whenComplete((value, failure) -> {
            if (!end.isDone()) {
                loop.offerThreadsafe(promise::cancel);
            }
        });
    }

    private void endWith(@Nullable Throwable failure) {
        loop.setGuest(null);
        waiting.shutdown();
        if (failure == null) {
            end.complete(null);
            return;
        }
        end.completeExceptionally(failure);
        if (!observed) {
            loop.callExceptionHandler(new ErrorContext("the run of a loop on its host failed", failure, this));
        }
    }

    // -------------------------------------------------------------------------------------------------------- passes

    private void submitFirst() {
        Thread starter = Thread.currentThread();
        boolean[] isQueued = {false};
        try {
            host.execute(() -> {
                if (Thread.currentThread() == starter && !isQueued[0]) {
                    throw new IllegalStateException(
                            "the host ran a pass inside of execute: give an executor that queues"
                                    + " what it gets, such as SwingUtilities::invokeLater");
                }
                runPass();
            });
        } catch (RuntimeException | Error refused) {
            loop.setGuest(null);
            throw refused;
        }
        isQueued[0] = true;
    }

    private void submit(Runnable work) {
        try {
            host.execute(work);
        } catch (RuntimeException refused) {
            endWith(new IllegalStateException(
                    "the host refused to go on with its guest: stop the guest run before the host is shut down",
                    refused));
        }
    }

    private void runPass() {
        boolean stopped;
        try {
            stopped = loop.runAsGuest(budget);
        } catch (Throwable failure) {
            endWith(failure);
            return;
        }
        if (stopped) {
            endWith(null);
            return;
        }
        long nanos = loop.beginWait();
        if (nanos > 0) {
            waiting.execute(() -> await(nanos));
        } else {
            submit(this::runPass);
        }
    }

    private void await(long nanos) {
        try {
            loop.waitForEvents(nanos);
        } catch (Throwable failure) {
            submit(() -> endWith(failure));
            return;
        }
        submit(this::runPass);
    }

    @Override
    public String toString() {
        return "<GuestRun of " + loop + " on " + host + (end.isDone() ? ", ended>" : ">");
    }
}
