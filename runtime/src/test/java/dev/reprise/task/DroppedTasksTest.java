package dev.reprise.task;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What CPython says of a task that is collected while it is pending: "Task was destroyed but it is pending!" */
class DroppedTasksTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<ErrorContext> reports = new ArrayList<>();

    {
        loop.setExceptionHandler((from, context) -> reports.add(context));
    }

    @Async
    private static Coroutine<Void> sleepy() {
        await(Sleep.sleep(Duration.ofHours(1)));
        return Coroutine.done();
    }

    @Test
    void aLoopThatIsClosedTellsOfTheTasksThatItDrops() {
        Task<Void> task = loop.createTask(sleepy(), "sleeper");
        loop.runOnce();
        loop.close();
        assertEquals(1, reports.size());
        assertSame(task, reports.get(0).source());
        assertTrue(reports.get(0).toString().contains("sleeper"), reports::toString);
    }

    @Test
    void aLoopWithoutTasksHasNothingToTell() {
        loop.runUntilComplete(Sleep.sleep(Duration.ofSeconds(1)));
        loop.close();
        assertEquals(List.of(), reports);
    }

    @Async
    private Coroutine<Void> next(Promise<Void> before) {
        await(before);
        return Coroutine.done();
    }

    @Test
    void aChainOfManyTasksIsDescribedInParts() {
        Promise<Void> last = loop.createPromise();
        for (int i = 0; i < 10_000; i++) {
            last = loop.createTask(next(last), "task " + i);
        }
        loop.runOnce();
        String described = CallGraph.describe(loop);
        assertTrue(described.contains("'task 0'"));
        assertTrue(described.length() < 10_000 * 1_000, () -> "it has " + described.length() + " characters");
        CallGraph graph = CallGraph.of(loop.allTasks().iterator().next());
        assertTrue(graph.toString().contains("'task 100'"));
    }
}
