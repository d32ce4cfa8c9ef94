package dev.reprise.task;

import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.loop.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The promise that one gather waits for. It is a promise of its own kind for the sake of {@link #cancel}: a task that is
 * cancelled cancels what it waits for, and this hands the cancellation on to the children.
 *
 * @param <R> what the results list of each child
 */
final class Gathering<R extends @Nullable Object> extends Joint<List<R>> {

    /** One an argument; arguments that are one object share one. */
    private final List<Promise<?>> children;

    private final Function<Promise<?>, R> toResult;

    /** Whether the first child that fails ends the whole. */
    private final boolean endsWithFailure;

    /** How many of the different children have not ended. */
    private int pending;

    /** Whether a child took a cancellation of the whole; then the end is a cancellation too, whatever they make of it. */
    private boolean cancelRequested;

    private @Nullable String cancelMessage;

    private Gathering(EventLoop loop, boolean endsWithFailure, Function<Promise<?>, R> toResult) {
        this(loop, endsWithFailure, toResult, new ArrayList<>());
    }

    private Gathering(
            EventLoop loop, boolean endsWithFailure, Function<Promise<?>, R> toResult, List<Promise<?>> children) {
        super(loop, children);
        this.children = children;
        this.endsWithFailure = endsWithFailure;
        this.toResult = toResult;
    }

    /** Starts the children, to end with their results, or with the first failure. */
    @SuppressWarnings("unchecked") // the children are those of the awaitables
    static <T extends @Nullable Object> Gathering<T> ofResults(
            EventLoop loop, List<? extends Awaitable<? extends T>> awaitables) {
        return new Gathering<>(loop, true, child -> (T) child.result()).start(loop, awaitables);
    }

    /** Starts the children, to end with their outcomes. */
    @SuppressWarnings("unchecked") // the children are those of the awaitables
    static <T extends @Nullable Object> Gathering<Outcome<T>> ofOutcomes(
            EventLoop loop, List<? extends Awaitable<? extends T>> awaitables) {
        return new Gathering<>(loop, false, child -> Outcome.<T>of((Promise<T>) child)).start(loop, awaitables);
    }

    private Gathering<R> start(EventLoop loop, List<? extends Awaitable<?>> awaitables) {
        List<Promise<?>> different = new ArrayList<>();
        IdentityHashMap<Awaitable<?>, Promise<?>> started = new IdentityHashMap<>();
        for (Awaitable<?> awaitable : awaitables) {
            Promise<?> child = started.get(awaitable);
            if (child == null) {
                child = loop.ensurePromise(awaitable);
                started.put(awaitable, child);
                different.add(child);
            }
            children.add(child);
        }
        watch(different);
        return this;
    }

    /** Takes what is done already into account at once: then nothing has to be waited for, as in Python. */
    private void watch(List<Promise<?>> different) {
        pending = different.size();
        if (pending == 0) {
            end();
        }
        for (Promise<?> child : different) {
            if (child.done()) {
                childEnded(child);
            } else {
                child.addDoneCallback(this::childEnded);
            }
        }
    }

    private void childEnded(Promise<?> child) {
        pending--;
        Throwable failure = failureOf(child); // asked for even if nobody wants to know: a second one is not reported
        if (done()) {
            return;
        }
        if (failure != null && endsWithFailure) {
            setException(failure);
        } else if (pending == 0) {
            end();
        }
    }

    private void end() {
        if (cancelRequested) {
            setException(new CancelledError(cancelMessage));
            return;
        }
        List<R> results = new ArrayList<>(children.size());
        for (Promise<?> child : children) {
            results.add(toResult.apply(child));
        }
        setResult(Collections.unmodifiableList(results));
    }

    List<Promise<?>> children() {
        return children;
    }

    boolean hasPendingChild() {
        return children.stream().anyMatch(child -> !child.done());
    }

    @Override
    public boolean cancel(@Nullable String message) {
        return CancelWalk.cancel(this, message);
    }

    /** Notes that the whole was cancelled; {@link CancelWalk} cancels the children. */
    void childTookCancel(@Nullable String message) {
        cancelRequested = true;
        cancelMessage = message;
    }
}
