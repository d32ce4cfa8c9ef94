package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.TimerHandle;
import dev.reprise.task.CallGraph;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Runs a block on a loop of its own with the system's clock and a selector. What it leaves behind, a task, a timer, a
 * connection or a buffer, fails the test; so does what the loop reports, and a hang.
 */
final class RealLoop {

    private static final Duration HANG = Duration.ofSeconds(60);

    private RealLoop() {}

    static <T extends @Nullable Object, X extends Exception> T run(AsyncFunction<EventLoop, T, X> block) throws X {
        List<String> reported = new ArrayList<>();
        T result = run(LoopOptions.defaults(), reported, block);
        assertEquals(List.of(), reported, "the loop reported errors");
        return result;
    }

    /** The same on a loop of a kind, for a test that expects reports. */
    static <T extends @Nullable Object, X extends Exception> T run(
            LoopOptions options, List<String> reported, AsyncFunction<EventLoop, T, X> block) throws X {
        List<String> hang = new ArrayList<>();
        try (EventLoop loop = new EventLoop(options)) {
            loop.setExceptionHandler((from, context) -> reported.add(context.toString()));
            Task<T> main = loop.createTask(begun(block, loop));
            TimerHandle watchdog = loop.callLater(HANG, () -> {
                hang.add(CallGraph.describe(loop));
                main.cancel("the test hangs");
            });
            T result;
            try {
                result = loop.runUntilComplete(main);
            } catch (CancelledError cancelled) {
                assertEquals(List.of(), hang, "the test hangs");
                throw cancelled;
            }
            watchdog.cancel();
            assertEquals(List.of(), hang, "the test hangs");
            loop.runUntilComplete(Sleep.interrupt());
            assertEquals(Set.of(), loop.allTasks(), "tasks are left");
            assertEquals(0, loop.scheduled(), "timers or callbacks are left");
            LoopIo io = LoopIo.of(loop);
            assertEquals(0, io.openResources(), "connections or servers are left open");
            assertEquals(0, io.pool().taken(), "buffers are left");
            return result;
        }
    }

    @Async
    private static <T extends @Nullable Object, X extends Exception> Coroutine<T> begun(
            AsyncFunction<EventLoop, T, X> block, EventLoop loop) throws X {
        return block.apply(loop);
    }
}
