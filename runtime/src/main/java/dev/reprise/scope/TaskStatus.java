package dev.reprise.scope;

import org.jspecify.annotations.Nullable;

/**
 * How a task that {@link TaskGroup#start} made says that it is ready: trio's {@code TaskStatus}.
 *
 * @param <V> what it is ready with
 */
public final class TaskStatus<V extends @Nullable Object> {

    private final Starting<V> starting;

    TaskStatus(Starting<V> starting) {
        this.starting = starting;
    }

    /**
     * Says that the task is ready: whoever waits in {@link TaskGroup#start} goes on. If that wait was cancelled, nothing
     * happens: the task has been cancelled with it.
     *
     * @throws IllegalStateException if this was called before, or the task has ended
     */
    public void started(V value) {
        starting.started(value);
    }
}
