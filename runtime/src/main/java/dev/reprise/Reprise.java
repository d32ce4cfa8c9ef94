package dev.reprise;

import dev.reprise.task.EventLoop;
import dev.reprise.task.Gather;
import dev.reprise.task.Runner;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * asyncio's module functions, to be imported statically: {@code import static dev.reprise.Reprise.*}. Each method says in
 * one line where it really stands.
 */
public final class Reprise {

    private Reprise() {}

    /** Runs a program on a new loop: {@code asyncio.run}. See {@link Runner#runMain}. */
    public static <T extends @Nullable Object> T run(Awaitable<T> main) {
        return Runner.runMain(main);
    }

    /** Makes a task on the running loop: {@code asyncio.create_task}. See {@link EventLoop#createTask(Awaitable)}. */
    public static <T extends @Nullable Object> Task<T> createTask(Awaitable<T> awaitable) {
        return EventLoop.current().createTask(awaitable);
    }

    /** Waits until time has passed: {@code asyncio.sleep}. See {@link Sleep#sleep}. */
    public static Coroutine<Void> sleep(Duration delay) {
        return Sleep.sleep(delay);
    }

    /** Waits until a time of the loop. See {@link Sleep#sleepUntil}. */
    public static Coroutine<Void> sleepUntil(Duration loopTime) {
        return Sleep.sleepUntil(loopTime);
    }

    /** Gives way once: {@code asyncio.sleep(0)}. See {@link Sleep#interrupt}. */
    public static Coroutine<Void> interrupt() {
        return Sleep.interrupt();
    }

    /** Waits for several awaitables that run at once: {@code asyncio.gather}. See {@link Gather#gather(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(Awaitable<? extends T>... awaitables) {
        return Gather.gather(awaitables);
    }

    /** The same for awaitables in a collection. See {@link Gather#gather(Collection)}. */
    public static <T extends @Nullable Object> Coroutine<List<T>> gather(
            Collection<? extends Awaitable<? extends T>> awaitables) {
        return Gather.gather(awaitables);
    }
}
