package dev.reprise.task;

import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * What {@link EventLoop#createTask} makes tasks by: {@code set_task_factory}. It may wrap the coroutine or change the
 * options, and calls {@link EventLoop#newTask}.
 */
public interface TaskFactory {

    /** Makes a task and starts it, on the loop's thread. */
    <T extends @Nullable Object> Task<T> createTask(EventLoop loop, Coroutine<T> coroutine, TaskOptions options);

    /** Makes tasks as the options say; those that say nothing begin in the next pass. */
    static TaskFactory lazy() {
        return Factories.LAZY;
    }

    /**
     * Runs the first step of each task at once: {@code asyncio.eager_task_factory}. A task that never suspends never waits
     * its turn.
     */
    static TaskFactory eager() {
        return Factories.EAGER;
    }
}
