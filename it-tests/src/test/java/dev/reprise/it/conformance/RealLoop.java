package dev.reprise.it.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.AsyncCallable;
import dev.reprise.CancelledError;
import dev.reprise.loop.TimerHandle;
import dev.reprise.task.CallGraph;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a block on a loop of its own with the system's clock, for input and output. What the block leaves behind, or what
 * the loop reports, fails the test; so does a hang, which shows the tasks.
 */
final class RealLoop {

    private static final Duration HANG = Duration.ofSeconds(60);

    private RealLoop() {}

    /** Returns the result of the block, or throws its exception. */
    static <T extends @Nullable Object, X extends Exception> T run(AsyncCallable<T, X> block) throws X {
        List<String> reported = new ArrayList<>();
        List<String> hang = new ArrayList<>();
        T result;
        try (EventLoop loop = new EventLoop()) {
            loop.setExceptionHandler((from, context) -> reported.add(context.toString()));
            Task<T> main = loop.createTask(VirtualLoop.coroutine(block));
            TimerHandle watchdog = loop.callLater(HANG, () -> {
                hang.add(CallGraph.describe(loop));
                main.cancel("the test hangs");
            });
            try {
                result = loop.runUntilComplete(main);
            } catch (CancelledError cancelled) {
                assertEquals(List.of(), hang, "the test hangs");
                throw cancelled;
            }
            watchdog.cancel();
            assertEquals(List.of(), hang, "the test hangs");
            assertEquals(Set.of(), loop.allTasks(), "tasks are left");
        }
        assertEquals(List.of(), reported, "the loop reported errors");
        return result;
    }
}
