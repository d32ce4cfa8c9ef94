package dev.reprise.loop;

import dev.reprise.CancelledError;
import dev.reprise.FutureLike;
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
public class Promise<T extends @Nullable Object> extends Ready implements FutureLike<T> {

    /*
     * It is an entry of the ready queue since a task is one, and there may be millions of tasks: an object beside each for
     * that would cost memory and a step a cache miss. Of the others, only those of sleeps are queued (Due). For the same
     * reason one field serves for who waits and for the outcome: nobody waits once there is one.
     */

    private static final byte PENDING = 0;
    private static final byte DONE = 1;
    private static final byte FAILED = 2;
    private static final byte CANCELLED = 3;

    private final CallbackLoop loop;

    /** PENDING moves to one of the others, once; {@code end} alone writes it. A byte, see above. */
    private byte state = PENDING;

    /**
     * PENDING: what is put in the ready queue at the end, a {@link Ready}, or {@link Several}; null if there is none.
     * DONE: the result. FAILED: the exception, listed as a {@link UnretrievedFailures.Failure} until somebody asks for it.
     * CANCELLED: the message, or the error that ended a task.
     */
    private @Nullable Object content;

    /** Makes a promise of a loop; programs call {@link CallbackLoop#createPromise}. */
    protected Promise(CallbackLoop loop) {
        this.loop = loop;
    }

    /** Returns the loop that it belongs to: {@code get_loop}. */
    public final CallbackLoop loop() {
        return loop;
    }

    /** Tells whether it has a result or an exception or was cancelled: {@code done}. */
    @Override
    public final boolean done() {
        return state != PENDING;
    }

    /** Tells whether it was cancelled: {@code cancelled}. */
    public final boolean cancelled() {
        return state == CANCELLED;
    }

    /**
     * Returns the result, or throws the exception that was set, checked or not: {@code result}.
     *
     * @throws CancelledError if it was cancelled
     * @throws IllegalStateException if it is not done
     */
    @SuppressWarnings({"unchecked", "NullAway"}) // the result is null only if T allows it
    @Override
    public T result() {
        if (state != DONE) {
            requireDone();
            throw Sneaky.raise(state == FAILED ? retrieve() : cancelledError());
        }
        return (T) content;
    }

    /**
     * Returns the exception that was set, if any: {@code exception}.
     *
     * @throws CancelledError if it was cancelled
     * @throws IllegalStateException if it is not done
     */
    public final Optional<Throwable> exception() {
        requireDone();
        if (state == CANCELLED) {
            throw cancelledError();
        }
        return state == FAILED ? Optional.of(retrieve()) : Optional.empty();
    }

    /** The same for classes that extend this, of any promise that is done: a cancellation is a failure too; null if it has none. */
    protected static @Nullable Throwable failureOf(Promise<?> promise) {
        return switch (promise.state) {
            case FAILED -> promise.retrieve();
            case CANCELLED -> promise.cancelledError();
            default -> null;
        };
    }

    /** Returns the exception; from now on somebody knows of it. */
    private Throwable retrieve() {
        if (content instanceof UnretrievedFailures.Failure listed) {
            loop.unretrieved().remove(listed);
            content = listed.exception;
        }
        return (Throwable) Objects.requireNonNull(content);
    }

    private void requireDone() {
        if (!done()) {
            throw new IllegalStateException(this + " is not done: await it, or ask done() first; a coroutine that waits"
                    + " for it can go on only then");
        }
    }

    private CancelledError cancelledError() {
        return content instanceof CancelledError error ? error : new CancelledError((String) content);
    }

    // ------------------------------------------------------------------------------------------------------- the end

    /**
     * Sets the result: {@code set_result}.
     *
     * @throws IllegalStateException if it is done already, also by a cancel
     */
    public void setResult(T result) {
        end("setResult", DONE, result);
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
        end("setException", FAILED, Objects.requireNonNull(exception, "exception"));
        content = loop.unretrieved().add(this, exception);
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
            if (state == FAILED) {
                retrieve();
            }
            return false;
        }
        end("cancel", CANCELLED, message);
        return true;
    }

    /** Ends it as cancelled by an error that was thrown, which it keeps. */
    protected final void cancelWith(CancelledError error) {
        end("cancel", CANCELLED, error);
    }

    private void end(String operation, byte end, @Nullable Object endOutcome) {
        requireOwnThread(operation);
        if (done()) {
            throw new IllegalStateException(operation + " called on " + this + ": it can end only once");
        }
        Object entries = content;
        state = end;
        content = endOutcome;
        if (entries != null) {
            if (entries instanceof Several several) {
                several.forEach(loop::enqueue);
            } else {
                loop.enqueue((Ready) entries);
            }
        }
    }

    /** For tasks and sleeps: a plain promise is never queued. */
    @Override
    protected boolean takeTurn() {
        throw new AssertionError(this + " is never queued");
    }

    /** For tasks: in the turn of any other promise no code of the program runs. */
    @Override
    protected @Nullable Context context() {
        return null;
    }

    @Override
    protected void setContext(@Nullable Context context) {
        throw new AssertionError(this + " has no context");
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
        Objects.requireNonNull(callback, "callback");
        requireOwnThread("addDoneCallback");
        whenDone(new DoneCallback<>(this, callback, context));
    }

    /**
     * Removes a callback, as often as it was added: {@code remove_done_callback}.
     *
     * @return how many were removed; none once the promise is done
     */
    public final int removeDoneCallback(Consumer<? super Promise<T>> callback) {
        requireOwnThread("removeDoneCallback");
        int removed = 0;
        for (Ready entry : entriesWaiting()) { // a copy: the callback's equals() may be anybody's code
            if (entry instanceof DoneCallback<?> added && added.isFor(callback) && removeWaiting(entry)) {
                removed++;
            }
        }
        return removed;
    }

    /**
     * Puts {@code entry} in the ready queue when {@code promise} is done, which may be at once. For entries that are having their
     * turn, so it is not asked again whether this is the loop's thread.
     */
    protected static void enqueueWhenDone(Promise<?> promise, Ready entry) {
        promise.whenDone(entry);
    }

    /** Takes {@code entry} back from {@link #enqueueWhenDone}, while {@code promise} is pending. */
    protected static void stopWaiting(Promise<?> promise, Ready entry) {
        promise.removeWaiting(entry);
    }

    /**
     * Tells whether a task that was woken by this is to get its result even if it is cancelled before its next step; the
     * cancellation is thrown at the next suspension then, and comes too late if there is none. Elsewhere, as in asyncio, it
     * is thrown in that step, and the result is lost.
     */
    protected boolean keepsResult() {
        return false;
    }

    /** The same for classes that extend this, of any promise. */
    protected static boolean givesItsResult(Promise<?> promise) {
        return promise.keepsResult();
    }

    private @Nullable Object waiting() {
        return done() ? null : content;
    }

    private List<Ready> entriesWaiting() {
        Object entries = waiting();
        if (entries == null) {
            return List.of();
        }
        return entries instanceof Several several ? List.copyOf(several) : List.of((Ready) entries);
    }

    private boolean removeWaiting(Ready entry) {
        Object entries = waiting();
        if (entries == entry) {
            content = null;
            return true;
        }
        return entries instanceof Several several && several.remove(entry);
    }

    private void whenDone(Ready entry) {
        if (done()) {
            loop.enqueue(entry);
            return;
        }
        Object entries = content;
        if (entries == null) {
            content = entry;
        } else if (entries instanceof Several several) {
            several.add(entry);
        } else {
            Several several = new Several();
            several.add((Ready) entries);
            several.add(entry);
            content = several;
        }
    }

    /** More than one that wait for a promise, in their order. */
    private static final class Several extends ArrayList<Ready> {
        private static final long serialVersionUID = 1;
    }

    /** Refuses a change from another thread while the loop runs. */
    protected final void requireOwnThread(String operation) {
        loop.requireOwnThread(operation);
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
                "failed: " + (content instanceof UnretrievedFailures.Failure listed ? listed.exception : content);
            default -> "cancelled";
        };
    }
}
