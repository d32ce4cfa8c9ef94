package dev.reprise.task;

import dev.reprise.loop.Context;
import org.jspecify.annotations.Nullable;

/** What only few tasks need, so that the others, of which there may be millions, do not pay for it. */
final class TaskDetails {

    /** Those of all tasks that need none; never changed. */
    static final TaskDetails NONE = new TaskDetails();

    /** What the task runs in; see {@link Task#context}. */
    @Nullable
    Context context;

    /** Null for the name that each task has by its number. */
    @Nullable
    String name;

    /** What was wrong with the last suspension; the next step throws it there. */
    @Nullable
    Throwable fault;

    /** The innermost of the scopes that the coroutine is in; written by {@link TaskScope} alone. */
    @Nullable
    TaskScope scope;

    /** What the cancellation that is to be raised says. */
    @Nullable
    String cancelMessage;

    /**
     * Whether the step under way keeps back what would cancel the task, since the result that it was woken with is not to be
     * lost: then the next suspension throws it. If there is none, the task was done in all but name.
     */
    boolean cancelledTooLate;

    /** How many requests to cancel were made and not taken back. */
    int cancelRequests;

    /** How many requests were ever made. */
    long requestsMade;

    int priority;
}
