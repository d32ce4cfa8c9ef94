package dev.reprise.task;

import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Context;
import dev.reprise.loop.Promise;
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

    /** Without a sign, for its name. */
    private final int number;

    /** What is stepped; null when done, so that a task that is kept for its result keeps nothing else. */
    private @Nullable Coroutine<T> coroutine;

    /** The promise that wakes the task; null while it is queued for any other reason. */
    private @Nullable Promise<?> waitsFor;

    /** Its {@link Context}, or its {@link TaskDetails}, which then have that too; null until one of them is needed. */
    private @Nullable Object more;

    /** Its neighbours among the tasks that have not ended; written by {@link TaskList} alone. */
    @Nullable
    Task<?> previous;

    @Nullable
    Task<?> next;

    /**
     * Whether the next step throws a {@link CancelledError}; false if {@link #waitsFor} was cancelled instead. A task for
     * which it is true has details.
     */
    private boolean mustCancel;

    /** Whether a call of {@link #cancel} is passing through this task. */
    private boolean onCancelPath;

    Task(EventLoop loop, Coroutine<T> coroutine, int number, TaskOptions options) {
        super(loop);
        requireOwnThread("createTask");
        Context context = options.context() == null ? loop.contextForTask() : options.context();
        if (context != null) {
            more = context;
        }
        this.coroutine = coroutine;
        this.number = number;
        if (options.name() != null) {
            setName(options.name());
        }
        if (options.priority() != 0) {
            setPriority(options.priority());
        }
    }

    private EventLoop eventLoop() {
        return (EventLoop) loop();
    }

    private boolean hasDetails() {
        return more instanceof TaskDetails;
    }

    /** Returns the details, to be read. */
    private TaskDetails details() {
        return more instanceof TaskDetails details ? details : TaskDetails.NONE;
    }

    /** Returns the details, to be changed. */
    private TaskDetails detailed() {
        if (more instanceof TaskDetails details) {
            return details;
        }
        TaskDetails made = new TaskDetails();
        made.context = (Context) more;
        more = made;
        return made;
    }

    @Override
    protected @Nullable Context context() {
        return more instanceof TaskDetails details ? details.context : (Context) more;
    }

    @Override
    protected void setContext(@Nullable Context context) {
        if (more instanceof TaskDetails details) {
            details.context = context;
        } else {
            more = context;
        }
    }

    /** Puts the task in the ready queue, after it was made. */
    void start() {
        eventLoop().schedule(this);
    }

    /** Runs the first step at once instead, inside of the step that is under way. */
    void startNow() {
        eventLoop().runStep(this);
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
            raiseNext(message);
        }
        return true;
    }

    /** For scopes: {@link #requireOwnThread} is for those that extend this. */
    void requireLoopsThread(String operation) {
        requireOwnThread(operation);
    }

    /** Counts one more request to cancel. */
    void countRequest() {
        TaskDetails counted = detailed();
        counted.cancelRequests++;
        counted.requestsMade++;
    }

    private void raiseNext(@Nullable String message) {
        mustCancel = true;
        detailed().cancelMessage = message;
    }

    /** Tells whether a request is to be raised that nothing else took. */
    boolean mustCancel() {
        return mustCancel;
    }

    /** Returns the error of that request. */
    CancelledError cancellation() {
        return new CancelledError(detailed().cancelMessage);
    }

    /** Forgets that request, since it is raised. */
    void cancellationIsRaised() {
        mustCancel = false;
    }

    /** Returns the innermost of the scopes that the coroutine is in. */
    @Nullable
    TaskScope scope() {
        return details().scope;
    }

    /** For {@link TaskScope} alone. */
    void setScope(@Nullable TaskScope scope) {
        detailed().scope = scope;
    }

    /** Returns how many requests were ever made, also those that were taken back. */
    long requestsMade() {
        return details().requestsMade;
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
        raiseNext(message);
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
            stopWaiting(awaited, this);
            waitsFor = null;
            eventLoop().schedule(this);
        }
    }

    /** Raises again, at the next suspension, a request that was raised and has got lost. */
    void repeatRequest() {
        detailed();
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
        TaskDetails counted = details();
        if (counted.cancelRequests == 0) {
            return 0;
        }
        if (--counted.cancelRequests == 0) {
            mustCancel = false;
            TaskScope.forgetPending(this);
        }
        return counted.cancelRequests;
    }

    /** Returns how many requests to cancel were made and not taken back: {@code cancelling}. */
    public int cancelling() {
        return details().cancelRequests;
    }

    // --------------------------------------------------------------------------------------------------------- steps

    @Override
    protected boolean mayOvertake() {
        return true;
    }

    /** Runs the next step. */
    @Override
    protected boolean takeTurn() {
        Coroutine<T> stepped = coroutine;
        if (stepped == null) {
            throw new AssertionError(this + " was stepped after its end");
        }
        Throwable error = waitsFor == null && !hasDetails() ? null : takeError();
        boolean suspended;
        try {
            suspended = error == null ? stepped.next() : stepped.raise(error);
        } catch (Throwable failure) {
            fail(failure);
            return false;
        }
        if (suspended) {
            return waitFor(stepped.yielded(), stepped);
        }
        if (mustCancel && !detailed().cancelledTooLate) {
            super.cancel(detailed().cancelMessage);
        } else {
            super.setResult(stepped.result());
        }
        release();
        return false;
    }

    private void fail(Throwable failure) {
        if (failure instanceof CancelledError cancelled) {
            cancelWith(cancelled);
            release();
            return;
        }
        super.setException(failure);
        release();
        if (CallbackLoop.isFatal(failure)) {
            exception(); // nobody has to ask for it: it is stored here, and ends the run as well
            throw Sneaky.raise(failure);
        }
    }

    /** Returns what the suspended expression is to throw: a fault, the awaited promise's failure, or a cancellation. */
    private @Nullable Throwable takeError() {
        Promise<?> woken = waitsFor;
        waitsFor = null;
        Throwable error = woken == null ? null : failureOf(woken);
        if (!hasDetails()) {
            return error;
        }
        TaskDetails detailed = detailed();
        if (detailed.fault != null) {
            error = detailed.fault;
            detailed.fault = null;
        }
        boolean keepsResult = woken != null && givesItsResult(woken);
        detailed.cancelledTooLate = keepsResult && mustCancel && !TaskScope.isShielded(this);
        if (keepsResult) {
            return error;
        }
        CancelledError cancellation = TaskScope.cancellation(this, woken == null);
        if (cancellation == null) {
            return error;
        }
        TaskScope.raised(this);
        return error instanceof CancelledError ? error : cancellation;
    }

    /** Does what the coroutine has suspended for; true if that is to go on in its turn. */
    private boolean waitFor(@Nullable Object yielded, Coroutine<T> stepped) {
        if (yielded == null) {
            return true;
        }
        if (yielded instanceof Promise<?> promise && promise.loop() == loop() && promise != this) {
            waitsFor = promise;
            enqueueWhenDone(promise, this);
            if (hasDetails()) {
                raiseWhatReaches();
            }
            return false;
        }
        detailed().fault = BadYield.error(this, yielded, stepped);
        return true;
    }

    private void release() {
        coroutine = null;
        eventLoop().forget(this);
    }

    // ---------------------------------------------------------------------------------------------------- attributes

    /** Returns the name, {@code Task-} and a number unless it was set: {@code get_name}. */
    public String name() {
        String name = details().name;
        return name == null ? "Task-" + Integer.toUnsignedString(number) : name;
    }

    /** Sets the name: {@code set_name}. */
    public void setName(String name) {
        detailed().name = name;
    }

    /** Returns the priority; see {@link #setPriority}. */
    @Override
    public int priority() {
        return details().priority;
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
        detailed().priority = priority;
        eventLoop().priorityChanged(this);
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
        return "Task '" + name() + "' " + (done() || cancelling() == 0 ? describeState() : "cancelling");
    }
}
