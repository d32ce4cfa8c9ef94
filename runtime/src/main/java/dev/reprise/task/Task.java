package dev.reprise.task;

import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Context;
import dev.reprise.loop.Promise;
import dev.reprise.loop.Ready;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that a loop steps, and the promise of its result: {@code asyncio.Task}. {@link EventLoop#createTask} makes
 * one.
 *
 * <p>The loop's rule for what the coroutine suspends with: null puts the task at the end of the ready queue; a promise of
 * the loop wakes it when that is done; anything else is an error, thrown where the coroutine is suspended.
 *
 * @param <T> the type of the result; {@code Void} where there is none
 */
public final class Task<T extends @Nullable Object> extends Promise<T> {

    private final EventLoop loop;

    /** The entry of the ready queue for all steps. It is queued, or the task waits for a promise, or it is done. */
    private final Ready step;

    private final long number;

    private @Nullable String name;

    /** What is stepped; null when done, so that a task that is kept for its result keeps nothing else. */
    private @Nullable Coroutine<T> coroutine;

    /** The promise that wakes the task; null while its step is queued for any other reason. */
    private @Nullable Promise<?> waitsFor;

    /** What was wrong with the last suspension; the next step throws it there. */
    private @Nullable Throwable fault;

    /** Whether the next step throws a {@link CancelledError}; false if {@link #waitsFor} was cancelled instead. */
    boolean mustCancel;

    @Nullable
    String cancelMessage;

    /** The innermost of the scopes that the coroutine is in; written by {@link TaskScope} alone. */
    @Nullable
    TaskScope scope;

    private int cancelRequests;

    private long requestsMade;

    private int priority;

    /** Whether a call of {@link #cancel} is passing through this task. */
    private boolean onCancelPath;

    Task(EventLoop loop, Coroutine<T> coroutine, long number, TaskOptions options) {
        super(loop);
        requireOwnThread("createTask");
        this.loop = loop;
        this.coroutine = coroutine;
        this.number = number;
        this.name = options.name();
        this.step = new Step(options.context() == null ? loop.contextForTask() : options.context());
        setPriority(options.priority());
    }

    /** Puts the task in the ready queue, after it was made. */
    void start() {
        loop.schedule(step);
    }

    /** Runs the first step at once instead, inside of the step that is under way. */
    void startNow() {
        loop.runStep(step);
    }

    // -------------------------------------------------------------------------------------------------------- cancel

    /**
     * Asks the task to end: {@code cancel}. The coroutine finds a {@link CancelledError} thrown where it is suspended, in
     * its next step; it may clean up, and even go on. One that has not started never will.
     *
     * <p>A scope that shields ({@link TaskScope}) holds it back until it is left. What the task waits for is cancelled first.
     * If that was done already but the coroutine has not seen it, the
     * cancellation wins and the result is lost. Where tasks wait for one another in a circle, the one whose wait closes it
     * finds the error.
     *
     * @param message what the error is to say
     * @return false if the task is done already
     */
    @Override
    public boolean cancel(@Nullable String message) {
        requireOwnThread("cancel");
        if (done()) {
            return super.cancel(message);
        }
        if (onCancelPath) {
            return false;
        }
        countRequest();
        if (TaskScope.isShielded(this) || !cancelWait(message)) {
            mustCancel = true;
            cancelMessage = message;
        }
        return true;
    }

    /** For scopes: {@link #requireOwnThread} is for those that extend this. */
    void requireLoopsThread(String operation) {
        requireOwnThread(operation);
    }

    /** Counts one more request to cancel. */
    void countRequest() {
        cancelRequests++;
        requestsMade++;
    }

    /** Returns how many requests were ever made, also those that were taken back. */
    long requestsMade() {
        return requestsMade;
    }

    /**
     * Cancels what the task waits for.
     *
     * @return false if there is nothing that took it: then the next step is to find the cancellation
     */
    boolean cancelWait(@Nullable String message) {
        Promise<?> awaited = waitsFor;
        if (awaited == null || onCancelPath) {
            return false;
        }
        onCancelPath = true;
        try {
            boolean taken = CancelWalk.cancel(awaited, message);
            if (!taken) {
                leaveCircle(awaited);
            }
            return taken;
        } finally {
            onCancelPath = false;
        }
    }

    /** Takes a request that comes from what waits for this task; {@link #endCancel} follows if this returns true. */
    boolean beginCancel() {
        if (done() || onCancelPath) {
            return false;
        }
        countRequest();
        onCancelPath = true;
        return true;
    }

    /** Returns what the request goes on to. */
    List<? extends Promise<?>> furtherToCancel() {
        return waitsFor == null || TaskScope.isShielded(this) ? List.of() : List.of(waitsFor);
    }

    void endCancel(boolean taken, @Nullable String message) {
        onCancelPath = false;
        if (taken) {
            return;
        }
        mustCancel = true;
        cancelMessage = message;
        if (waitsFor != null && !TaskScope.isShielded(this)) {
            leaveCircle(waitsFor);
        }
    }

    /** What could not be cancelled but is pending all the same: tasks wait for one another. Then this one stops that. */
    private void leaveCircle(Promise<?> awaited) {
        boolean circle = !awaited.done()
                && (awaited instanceof Task<?>
                        || (awaited instanceof Gathering<?> gathering && gathering.hasPendingChild()));
        if (circle) {
            stopWaiting(awaited, step);
            waitsFor = null;
            loop.schedule(step);
        }
    }

    /** Raises again, at the next suspension, a request that was raised and has got lost. */
    void repeatRequest() {
        mustCancel = true;
    }

    /** Cancels what the task waits for, if a cancellation reaches it that did not do so before. */
    void raiseWhatReaches() {
        CancelledError cancellation = TaskScope.cancellation(this, true);
        if (cancellation != null && cancelWait(cancellation.getMessage())) {
            TaskScope.raised(this);
        }
    }

    /**
     * Takes one {@link #cancel} back: {@code uncancel}. With the last goes a cancellation that was not thrown yet.
     *
     * @return how many are left
     */
    public int uncancel() {
        requireOwnThread("uncancel");
        if (cancelRequests > 0 && --cancelRequests == 0) {
            mustCancel = false;
            TaskScope.forgetPending(this);
        }
        return cancelRequests;
    }

    /** Returns how many requests to cancel were made and not taken back: {@code cancelling}. */
    public int cancelling() {
        return cancelRequests;
    }

    // --------------------------------------------------------------------------------------------------------- steps

    private final class Step extends Ready {

        Step(@Nullable Context context) {
            super(context);
        }

        @Override
        protected boolean mayOvertake() {
            return true;
        }

        @Override
        protected void run() {
            Coroutine<T> stepped = coroutine;
            if (stepped == null) {
                throw new AssertionError(Task.this + " was stepped after its end");
            }
            step(stepped, takeError());
        }

        @Override
        public String toString() {
            return "<step of " + Task.this + ">";
        }
    }

    private void step(Coroutine<T> stepped, @Nullable Throwable error) {
        boolean suspended;
        Task<?> outer = loop.enter(this);
        try {
            suspended = error == null ? stepped.next() : stepped.raise(error);
        } catch (CancelledError cancelled) {
            cancelWith(cancelled);
            release();
            return;
        } catch (Throwable failure) {
            super.setException(failure);
            release();
            if (CallbackLoop.isFatal(failure)) {
                exception(); // nobody has to ask for it: it is stored here, and ends the run as well
                throw failure;
            }
            return;
        } finally {
            loop.leave(outer);
        }
        if (suspended) {
            waitFor(stepped.yielded(), stepped);
        } else if (mustCancel) {
            super.cancel(cancelMessage);
            release();
        } else {
            super.setResult(stepped.result());
            release();
        }
    }

    /** Returns what the suspended expression is to throw: a fault, the awaited promise's failure, or a cancellation. */
    private @Nullable Throwable takeError() {
        Throwable error = fault;
        Promise<?> woken = waitsFor;
        fault = null;
        waitsFor = null;
        if (woken != null) {
            try {
                woken.result();
            } catch (Throwable failure) {
                error = failure;
            }
        }
        if (!mustCancel && scope == null) {
            return error;
        }
        CancelledError cancellation = TaskScope.cancellation(this, woken == null);
        if (cancellation == null) {
            return error;
        }
        TaskScope.raised(this);
        return error instanceof CancelledError ? error : cancellation;
    }

    private void waitFor(@Nullable Object yielded, Coroutine<T> stepped) {
        if (yielded == null) {
            loop.schedule(step);
        } else if (yielded instanceof Promise<?> promise && promise.loop() == loop && promise != this) {
            enqueueWhenDone(promise, step);
            waitsFor = promise;
            if (mustCancel || scope != null) {
                raiseWhatReaches();
            }
        } else {
            fault = BadYield.error(this, yielded, stepped);
            loop.schedule(step);
        }
    }

    private void release() {
        coroutine = null;
        loop.forget(this);
    }

    // ---------------------------------------------------------------------------------------------------- attributes

    /** Returns the name, {@code Task-} and a number unless it was set: {@code get_name}. */
    public String name() {
        return name == null ? "Task-" + number : name;
    }

    /** Sets the name: {@code set_name}. */
    public void setName(String name) {
        this.name = name;
    }

    /** Returns the priority; see {@link #setPriority}. */
    public int priority() {
        return priority;
    }

    /**
     * Sets which tasks this one precedes: those of higher priority that are ready run first, those of one priority first
     * come, first served. 0 is normal, and what callbacks have.
     *
     * <p>None starves: a priority that was passed over 32 times in a row in favour of others gets one turn. A change
     * holds from the next time that the task becomes ready. Tasks that this one makes do not inherit it.
     */
    public void setPriority(int priority) {
        requireOwnThread("setPriority");
        this.priority = priority;
        loop.setPriority(step, priority);
    }

    /** Returns the coroutine, unless the task is done: {@code get_coro}. */
    public Optional<Coroutine<T>> coroutine() {
        return Optional.ofNullable(coroutine);
    }

    /** Returns what its next step waits for, or was woken by; empty if it is queued for any other reason. */
    Optional<Promise<?>> awaited() {
        return Optional.ofNullable(waitsFor);
    }

    /** Refused: the result of a task is that of its coroutine. */
    @Override
    public void setResult(T result) {
        throw new UnsupportedOperationException(this + " gets its result from its coroutine");
    }

    /** Refused: the exception of a task is that of its coroutine. */
    @Override
    public void setException(Throwable exception) {
        throw new UnsupportedOperationException(this + " gets its exception from its coroutine");
    }

    @Override
    public String toString() {
        String runs = coroutine == null ? "" : " " + coroutine;
        // In short: tasks may wait for one another in a circle, or in a chain that is deeper than the stack.
        Object awaited = waitsFor instanceof Task<?> task ? "<" + task.describe() + ">" : waitsFor;
        String waits = awaited == null ? "" : " waiting for " + awaited;
        return "<" + describe() + runs + waits + ">";
    }

    private String describe() {
        return "Task '" + name() + "' " + (done() || cancelRequests == 0 ? describeState() : "cancelling");
    }
}
