package dev.reprise.loop;

import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that is not there yet: {@code asyncio.Future}. It may be awaited any number of times, by coroutines of its
 * loop.
 *
 * <p>It belongs to the loop's thread, as the loop does: while that runs, a change from another thread throws an {@link
 * IllegalStateException}. Other threads go through {@link CallbackLoop#callSoonThreadsafe}.
 *
 * @param <T> the type of the result; {@code Void} where there is none
 */
public class Promise<T extends @Nullable Object> implements Awaitable<T> {

    /** PENDING moves to one of the others, once; {@code end} alone writes it. */
    private enum State {
        PENDING,
        DONE,
        FAILED,
        CANCELLED
    }

    private final CallbackLoop loop;

    private State state = State.PENDING;

    /**
     * DONE: the result. FAILED: the exception, listed as a {@link UnretrievedFailures.Failure} until somebody asks for it.
     * CANCELLED: the message, or the error that ended a task.
     */
    private @Nullable Object outcome;

    /** What is put in the ready queue at the end, in order; null if there is none, and always once done. */
    private @Nullable List<Ready> waiting;

    /** Makes a promise of a loop; programs call {@link CallbackLoop#createPromise}. */
    protected Promise(CallbackLoop loop) {
        this.loop = loop;
    }

    /** Returns the loop that it belongs to: {@code get_loop}. */
    public final CallbackLoop loop() {
        return loop;
    }

    /** Tells whether it has a result or an exception or was cancelled: {@code done}. */
    public final boolean done() {
        return state != State.PENDING;
    }

    /** Tells whether it was cancelled: {@code cancelled}. */
    public final boolean cancelled() {
        return state == State.CANCELLED;
    }

    /**
     * Returns the result, or throws the exception that was set, checked or not: {@code result}.
     *
     * @throws CancelledError if it was cancelled
     * @throws IllegalStateException if it is not done
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // the result is null only if T allows it
    public final T result() {
        requireDone();
        return switch (state) {
            case FAILED -> throw Sneaky.raise(retrieve());
            case CANCELLED -> throw cancelledError();
            default -> (T) outcome;
        };
    }

    /**
     * Returns the exception that was set, if any: {@code exception}.
     *
     * @throws CancelledError if it was cancelled
     * @throws IllegalStateException if it is not done
     */
    public final Optional<Throwable> exception() {
        requireDone();
        if (state == State.CANCELLED) {
            throw cancelledError();
        }
        return state == State.FAILED ? Optional.of(retrieve()) : Optional.empty();
    }

    /** Returns the exception; from now on somebody knows of it. */
    private Throwable retrieve() {
        if (outcome instanceof UnretrievedFailures.Failure listed) {
            loop.unretrieved().remove(listed);
            outcome = listed.exception;
        }
        return (Throwable) Objects.requireNonNull(outcome);
    }

    private void requireDone() {
        if (!done()) {
            throw new IllegalStateException(this + " is not done: await it, or ask done() first");
        }
    }

    private CancelledError cancelledError() {
        return outcome instanceof CancelledError error ? error : new CancelledError((String) outcome);
    }

    // ------------------------------------------------------------------------------------------------------- the end

    /**
     * Sets the result: {@code set_result}.
     *
     * @throws IllegalStateException if it is done already, also by a cancel
     */
    public void setResult(T result) {
        end("setResult", State.DONE, result);
    }

    /**
     * Sets the result, unless the promise is done, by a cancel for example: for callbacks that do not know whether anybody
     * still waits.
     *
     * @param result null only where {@code T} allows it, as {@code Void} does
     * @return false if it was done already, and nothing changed
     */
    @SuppressWarnings("NullAway") // it does not know that Void is null
    public final boolean trySetResult(@Nullable T result) {
        requireOwnThread("trySetResult");
        if (done()) {
            return false;
        }
        setResult(result);
        return true;
    }

    /**
     * Sets an exception, which each await of this then throws: {@code set_exception}.
     *
     * <p>If nobody awaits this or asks for the exception, the loop reports it: when this is garbage-collected, or when the
     * loop is closed.
     *
     * @throws IllegalStateException as {@link #setResult}
     */
    public void setException(Throwable exception) {
        end("setException", State.FAILED, Objects.requireNonNull(exception, "exception"));
        outcome = loop.unretrieved().add(this, exception);
    }

    /** Cancels it without a message. */
    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels it: {@code cancel}. Each await of it then throws a {@link CancelledError}.
     *
     * @param message what the error is to say
     * @return false if it is done already; nothing has changed then, but a failure counts as asked for
     */
    public boolean cancel(@Nullable String message) {
        if (done()) {
            if (state == State.FAILED) {
                retrieve();
            }
            return false;
        }
        end("cancel", State.CANCELLED, message);
        return true;
    }

    /** Ends it as cancelled by an error that was thrown, which it keeps. */
    protected final void cancelWith(CancelledError error) {
        end("cancel", State.CANCELLED, error);
    }

    private void end(String operation, State end, @Nullable Object endOutcome) {
        requireOwnThread(operation);
        if (done()) {
            throw new IllegalStateException(operation + " called on " + this + ": it can end only once");
        }
        state = end;
        outcome = endOutcome;
        List<Ready> entries = waiting;
        if (entries != null) {
            waiting = null;
            entries.forEach(loop::enqueue);
        }
    }

    // ----------------------------------------------------------------------------------------------------- callbacks

    /**
     * Calls {@code callback} with this when it is done: {@code add_done_callback}. The call comes from the loop, through
     * the ready queue, never from inside the method that ends the promise.
     */
    public final void addDoneCallback(Consumer<? super Promise<T>> callback) {
        addDoneCallback(callback, loop.captureContext());
    }

    /** The same with the context that the callback is to run in, instead of a copy of the caller's. */
    public final void addDoneCallback(Consumer<? super Promise<T>> callback, @Nullable Context context) {
        whenDone("addDoneCallback", new DoneCallback<>(this, Objects.requireNonNull(callback, "callback"), context));
    }

    /**
     * Removes a callback, as often as it was added: {@code remove_done_callback}.
     *
     * @return how many were removed; none once the promise is done
     */
    public final int removeDoneCallback(Consumer<? super Promise<T>> callback) {
        requireOwnThread("removeDoneCallback");
        List<Ready> entries = waiting;
        if (entries == null) {
            return 0;
        }
        int removed = 0;
        for (Ready entry : List.copyOf(entries)) { // a copy: the callback's equals() may be anybody's code
            if (entry instanceof DoneCallback<?> added && added.isFor(callback) && entries.remove(entry)) {
                removed++;
            }
        }
        return removed;
    }

    /** Puts {@code entry} in the ready queue when {@code promise} is done, which may be at once. */
    protected static void enqueueWhenDone(Promise<?> promise, Ready entry) {
        promise.whenDone("await", entry);
    }

    /** Takes {@code entry} back from {@link #enqueueWhenDone}, while {@code promise} is pending. */
    protected static void stopWaiting(Promise<?> promise, Ready entry) {
        if (promise.waiting != null) {
            promise.waiting.remove(entry);
        }
    }

    private void whenDone(String operation, Ready entry) {
        requireOwnThread(operation);
        if (done()) {
            loop.enqueue(entry);
            return;
        }
        List<Ready> entries = waiting;
        if (entries == null) {
            entries = new ArrayList<>(1);
            waiting = entries;
        }
        entries.add(entry);
    }

    /** Refuses a change from another thread while the loop runs. */
    protected final void requireOwnThread(String operation) {
        loop.requireOwnThread(operation);
    }

    @Override
    public final Coroutine<T> awaiter() {
        return new PromiseAwaiter<>(this);
    }

    @Override
    public String toString() {
        return "<Promise " + describeState() + ">";
    }

    /** Describes the state in a word, and the exception if there is one. */
    protected final String describeState() {
        return switch (state) {
            case PENDING -> "pending";
            case DONE -> "done";
            case FAILED ->
                "failed: " + (outcome instanceof UnretrievedFailures.Failure listed ? listed.exception : outcome);
            case CANCELLED -> "cancelled";
        };
    }
}
