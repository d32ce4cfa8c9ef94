package dev.reprise.task;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of a loop that have not ended, in the order in which they were made. Each task has its neighbours: an entry of a
 * collection for each would be as large as the task.
 */
final class TaskList {

    private @Nullable Task<?> first;
    private @Nullable Task<?> last;

    boolean isEmpty() {
        return first == null;
    }

    /** Adds one that was never in it. */
    void add(Task<?> task) {
        Task<?> before = last;
        task.previous = before;
        if (before == null) {
            first = task;
        } else {
            before.next = task;
        }
        last = task;
    }

    /** Takes one out that is in it. */
    void remove(Task<?> task) {
        Task<?> before = task.previous;
        Task<?> after = task.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        task.previous = null;
        task.next = null;
    }

    Set<Task<?>> copy() {
        Set<Task<?>> copy = new LinkedHashSet<>();
        for (Task<?> task = first; task != null; task = task.next) {
            copy.add(task);
        }
        return copy;
    }
}
