package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Runs blocks on a loop with virtual time, which must report nothing but what the test expects. */
abstract class StreamRun {

    final EventLoop loop = new EventLoop(new VirtualTime());
    final List<String> reports = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reports.add(context.message() + ": " + context.exception()));
    }

    @AfterEach
    final void nothingIsLeft() {
        assertEquals(0, loop.allTasks().size(), () -> "tasks are left: " + loop.allTasks());
        loop.close();
        assertEquals(List.of(), reports);
    }

    final <T extends @Nullable Object, X extends Exception> T run(AsyncCallable<T, X> block) throws X {
        return loop.runUntilComplete(coroutine(block));
    }

    @Async
    static <T extends @Nullable Object, X extends Exception> Coroutine<T> coroutine(AsyncCallable<T, X> block)
            throws X {
        return block.call();
    }

    static void assertSays(String part, Throwable thrown) {
        assertTrue(String.valueOf(thrown.getMessage()).contains(part), thrown::toString);
    }

    /** Runs all that is ready, again and again, until nothing is. */
    final void runUntilIdle() {
        do {
            loop.stop();
            loop.runForever();
        } while (loop.scheduled() > 0);
    }
}
