package dev.reprise.task;

import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/** The factories that there are; see {@link TaskFactory}. */
enum Factories implements TaskFactory {
    LAZY,
    EAGER;

    @Override
    public <T extends @Nullable Object> Task<T> createTask(
            EventLoop loop, Coroutine<T> coroutine, TaskOptions options) {
        boolean eager = options.eagerOr(this == EAGER && loop.isRunning());
        return loop.newTask(coroutine, eager == options.eagerOr(false) ? options : options.eager(eager));
    }
}
