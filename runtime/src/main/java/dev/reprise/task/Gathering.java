package dev.reprise.task;

import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.loop.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The promise that one gather waits for. It is a promise of its own kind for the sake of {@link #cancel}: a task that is
 * cancelled cancels what it waits for, and this hands the cancellation on to the children.
 */
final class Gathering<T extends @Nullable Object> extends Promise<List<T>> {

    /** One an argument; arguments that are one object share one. */
    private final List<Promise<? extends T>> children = new ArrayList<>();

    /** How many of the different children have not ended. */
    private int pending;

    /** Whether a child took a cancellation of the whole; then the end is a cancellation too, whatever they make of it. */
    private boolean cancelRequested;

    private @Nullable String cancelMessage;

    private Gathering(EventLoop loop) {
        super(loop);
    }

    /** Starts the children. */
    static <T extends @Nullable Object> Gathering<T> start(EventLoop loop, List<Awaitable<? extends T>> awaitables) {
        Gathering<T> gathering = new Gathering<>(loop);
        List<Promise<? extends T>> different = new ArrayList<>();
        IdentityHashMap<Awaitable<?>, Promise<? extends T>> started = new IdentityHashMap<>();
        for (Awaitable<? extends T> awaitable : awaitables) {
            Promise<? extends T> child = started.get(awaitable);
            if (child == null) {
                child = loop.ensurePromise(awaitable);
                started.put(awaitable, child);
                different.add(child);
            }
            gathering.children.add(child);
        }
        gathering.watch(different);
        return gathering;
    }

    /** Takes what is done already into account at once: then nothing has to be waited for, as in Python. */
    private void watch(List<Promise<? extends T>> different) {
        pending = different.size();
        if (pending == 0) {
            end();
        }
        for (Promise<? extends T> child : different) {
            if (child.done()) {
                childEnded(child);
            } else {
                child.addDoneCallback(this::childEnded);
            }
        }
    }

    private void childEnded(Promise<?> child) {
        pending--;
        if (done()) {
            return;
        }
        try {
            child.result();
        } catch (Throwable failure) {
            setException(failure);
            return;
        }
        if (pending == 0) {
            end();
        }
    }

    private void end() {
        if (cancelRequested) {
            setException(new CancelledError(cancelMessage));
            return;
        }
        List<T> results = new ArrayList<>(children.size());
        for (Promise<? extends T> child : children) {
            results.add(child.result());
        }
        setResult(Collections.unmodifiableList(results));
    }

    boolean hasPendingChild() {
        return children.stream().anyMatch(child -> !child.done());
    }

    @Override
    public boolean cancel(@Nullable String message) {
        if (done()) {
            return false;
        }
        boolean taken = false;
        for (Promise<? extends T> child : children) {
            taken |= child.cancel(message);
        }
        if (taken) {
            cancelRequested = true;
            cancelMessage = message;
        }
        return taken;
    }
}
