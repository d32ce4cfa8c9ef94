package dev.reprise.task;

import dev.reprise.CancelledError;
import org.jspecify.annotations.Nullable;

/*
 * A task's scopes are a list from the innermost outwards; the task itself stands for all that is outside of them. Who
 * cancels stands somewhere in that list, and reaches what is inside of it, up to the first scope that shields:
 *
 *   a request  is raised once, and counted by Task.cancelling(): Task.cancel from outside of all scopes, and request() from
 *              a scope. Not yet raised, it is pending where it was made.
 *   a level    is raised at each suspension while its scope lasts, and not counted: cancelInside().
 *
 * What reaches the task at one suspension is raised there as one error.
 */

/**
 * A part of what a task's coroutine does, that can be cancelled as such, and that can hold back what would cancel it from
 * outside. The scopes that programs use extend it: task groups, timeouts, cancel scopes.
 *
 * <p>It is entered and left by the task that is in it, and belongs to the loop's thread.
 */
public abstract class TaskScope {

    /** The task that is in this scope; null before and after. */
    private @Nullable Task<?> task;

    /** The next scope of the task outwards. */
    private @Nullable TaskScope outer;

    private boolean entered;

    /** How many requests to cancel the task were in force at the entry, apart from one that was still to be raised. */
    private int requestsBefore;

    /** How many were ever made by then, apart from that one. */
    private long madeBefore;

    /** Whether {@link #request} was called, and {@link #withdraw} was not. */
    private boolean requested;

    /** How many requests had been made with this one. */
    private long requestNumber;

    private boolean pending;

    private boolean level;

    /** Whether the level was raised; matters where it is raised only once. */
    private boolean levelRaised;

    private @Nullable String message;

    private boolean shield;

    private boolean edgeTriggered;

    /** For scopes. */
    protected TaskScope() {}

    // -------------------------------------------------------------------------------------------------- enter, leave

    /**
     * Makes this the innermost scope of the task whose step is under way, and returns the task.
     *
     * @throws IllegalStateException if there is no such task, or this was entered before
     */
    protected final Task<?> enter() {
        if (entered) {
            throw new IllegalStateException(this + " was entered before: make a new one for each use");
        }
        Task<?> current = EventLoop.current()
                .currentTask()
                .orElseThrow(() -> new IllegalStateException(
                        this + " needs a task to be cancelled: await it in the coroutine of one"));
        int stillToRaise = cancellation(current, false) == null ? 0 : 1;
        requestsBefore = current.cancelling() - stillToRaise;
        madeBefore = current.requestsMade() - stillToRaise;
        entered = true;
        task = current;
        outer = current.scope();
        current.setScope(this);
        return current;
    }

    /**
     * Takes this out of the task's scopes; a request of its own that was not raised is forgotten.
     *
     * @return false if this was not the innermost: a generator has emitted in the midst of it. The others stay
     */
    protected final boolean leave() {
        Task<?> left = task;
        if (left == null) {
            return true;
        }
        boolean innermost = left.scope() == this;
        if (innermost) {
            left.setScope(outer);
        }
        for (TaskScope scope = left.scope(); scope != null; scope = scope.outer) {
            if (scope.outer == this) {
                scope.outer = outer;
            }
        }
        task = null;
        outer = null;
        return innermost;
    }

    /** Tells whether a task is in this scope. */
    protected final boolean isEntered() {
        return task != null;
    }

    // --------------------------------------------------------------------------------------------------------- cancel

    /** Refuses a call from another thread while a task is in this scope and the loop runs, before it changes anything. */
    protected final void requireOwnThread(String operation) {
        Task<?> asked = task;
        if (asked != null) {
            asked.requireLoopsThread(operation);
        }
    }

    /** Asks the task to end what it does in this scope: one counted request, raised once. Does nothing when left. */
    protected final void request(@Nullable String why) {
        Task<?> asked = task;
        if (asked == null) {
            return;
        }
        requested = true;
        message = why;
        asked.countRequest();
        requestNumber = asked.requestsMade();
        pending = hides(asked) || !asked.cancelWait(why);
    }

    /** Takes {@link #request} back. */
    protected final void withdraw() {
        Task<?> asked = task;
        if (asked != null && requested) {
            requested = false;
            pending = false;
            asked.uncancel();
        }
    }

    /** Tells whether {@link #request} is in force. */
    protected final boolean isRequested() {
        return requested;
    }

    /** Cancels all that the task does in this scope, from now on, or from the entry on: raised again and again. */
    protected final void cancelInside(@Nullable String why) {
        if (level) {
            return;
        }
        level = true;
        message = why;
        Task<?> asked = task;
        if (asked != null && !hides(asked)) {
            levelRaised = asked.cancelWait(why);
        }
    }

    /** Tells whether a scope further in shields the task from this one. */
    private boolean hides(Task<?> asked) {
        for (TaskScope scope = asked.scope(); scope != null && scope != this; scope = scope.outer) {
            if (scope.shield) {
                return true;
            }
        }
        return false;
    }

    /**
     * Tells whether a cancellation reaches into this scope from outside: a level, or a request that came after the entry or
     * was not raised before it.
     */
    protected final boolean isCancelledFromOutside() {
        if (shield) {
            return false;
        }
        boolean requestedSince = false;
        for (TaskScope scope = outer; scope != null; scope = scope.outer) {
            if (scope.level) {
                return true;
            }
            requestedSince |= scope.requested && scope.requestNumber > madeBefore;
            if (scope.shield) {
                return requestedSince;
            }
        }
        Task<?> asked = task;
        return asked != null && asked.cancelling() > requestsBefore;
    }

    /**
     * Has the task find once more, at its next suspension, what cancelled this scope from outside: for scopes that end with
     * something else in its place.
     */
    protected final void repeatFromOutside() {
        Task<?> asked = task;
        if (asked == null || !isCancelledFromOutside()) {
            return;
        }
        for (TaskScope scope = outer; scope != null; scope = scope.outer) {
            scope.pending |= scope.requested;
            scope.levelRaised = false;
            if (scope.shield) {
                return;
            }
        }
        asked.repeatRequest();
    }

    // ------------------------------------------------------------------------------------------------------ hold back

    /** Sets whether cancellations from outside are held back while the task is in this scope. */
    protected final void setShielding(boolean shielding) {
        shield = shielding;
        Task<?> held = task;
        if (held != null && !shielding) {
            held.raiseWhatReaches();
        }
    }

    /** Tells whether cancellations from outside are held back. */
    protected final boolean isShielding() {
        return shield;
    }

    /** Lets a level from outside, from now on, be raised once and no more. */
    protected final void setEdgeTriggered() {
        edgeTriggered = true;
    }

    // ------------------------------------------------------------------------------------------------- for Task alone

    /**
     * Returns the cancellation that reaches {@code asked} now, or null.
     *
     * @param levels whether levels count: not where the task is about to get what it waited for
     */
    static @Nullable CancelledError cancellation(Task<?> asked, boolean levels) {
        boolean again = true;
        for (TaskScope scope = asked.scope(); scope != null; scope = scope.outer) {
            if (scope.pending || (levels && scope.level && (again || !scope.levelRaised))) {
                return new CancelledError(scope.message);
            }
            if (scope.shield) {
                return null;
            }
            again &= !scope.edgeTriggered;
        }
        return asked.mustCancel() ? asked.cancellation() : null;
    }

    /** Notes that what {@link #cancellation} returns is raised. */
    static void raised(Task<?> asked) {
        for (TaskScope scope = asked.scope(); scope != null; scope = scope.outer) {
            scope.pending = false;
            scope.levelRaised = scope.level;
            if (scope.shield) {
                return;
            }
        }
        asked.cancellationIsRaised();
    }

    /** Tells whether a scope shields {@code asked} from what is outside of all scopes. */
    static boolean isShielded(Task<?> asked) {
        for (TaskScope scope = asked.scope(); scope != null; scope = scope.outer) {
            if (scope.shield) {
                return true;
            }
        }
        return false;
    }

    /** Forgets all requests that were not raised. */
    static void forgetPending(Task<?> asked) {
        for (TaskScope scope = asked.scope(); scope != null; scope = scope.outer) {
            scope.pending = false;
        }
    }
}
