package dev.reprise.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A loop on virtual time that a test runs pass by pass, or until nothing is ready. */
abstract class SyncRun {

    final EventLoop loop = new EventLoop(new VirtualTime());
    final List<Object> log = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reports.add(context.toString()));
    }

    @AfterEach
    void nothingIsReported() {
        assertEquals(List.of(), reports);
    }

    final void onePass() {
        loop.stop();
        loop.runForever();
    }

    final <T extends @Nullable Object> Task<T> start(Awaitable<T> awaitable) {
        return loop.createTask(awaitable);
    }

    /** Starts a task and lets it run to its first wait. */
    final <T extends @Nullable Object> Task<T> waiting(Awaitable<T> awaitable) {
        Task<T> task = start(awaitable);
        onePass();
        assertFalse(task.done(), "it waits");
        return task;
    }

    final <T extends @Nullable Object> T run(Awaitable<T> awaitable) {
        return loop.runUntilComplete(awaitable);
    }

    /** Takes the result of what does not wait, without a task. */
    static <T extends @Nullable Object> T atOnce(Coroutine<T> coroutine) {
        assertFalse(coroutine.next(), "it does not wait");
        return coroutine.result();
    }

    static void assertDone(Task<?> task) {
        assertTrue(task.done(), task.toString());
        assertFalse(task.cancelled(), task.toString());
    }
}
