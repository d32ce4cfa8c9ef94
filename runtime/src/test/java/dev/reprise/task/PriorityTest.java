package dev.reprise.task;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PriorityTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final List<String> log = new ArrayList<>();

    @Async
    private Coroutine<Void> steps(String name, int count) {
        for (int i = 1; i <= count; i++) {
            log.add(name + i);
            await(Sleep.interrupt());
        }
        return Coroutine.done();
    }

    private void start(String name, int count, int priority) {
        loop.createTask(steps(name, count), TaskOptions.named(name).priority(priority));
    }

    @Test
    void aTaskOfHigherPriorityRunsFirst() {
        start("low", 2, -1);
        start("normal", 2, 0);
        start("high", 2, 1);
        loop.run();
        assertEquals(List.of("high1", "high2", "normal1", "normal2", "low1", "low2"), log);
    }

    @Test
    void tasksOfOnePriorityTakeTurns() {
        start("a", 2, 3);
        start("b", 2, 3);
        loop.run();
        assertEquals(List.of("a1", "b1", "a2", "b2"), log);
    }

    @Test
    void aLowTaskDoesNotStarveBesideAHighOneThatNeverWaits() {
        start("low", 3, 0);
        start("high", 200, 1);
        loop.run();
        assertEquals(31, log.indexOf("low1")); // the 32nd turn is the low one's
        assertEquals(63, log.indexOf("low2"));
    }

    @Async
    private Coroutine<Void> sleeping(String name) {
        await(Sleep.sleep(Duration.ofSeconds(1)));
        log.add(name);
        return Coroutine.done();
    }

    @Test
    void aWokenTaskOvertakesThoseThatAreReady() {
        loop.createTask(sleeping("normal"));
        loop.createTask(sleeping("high"), TaskOptions.defaults().priority(1));
        loop.run();
        assertEquals(List.of("high", "normal"), log);
    }

    @Test
    void aChangeOfPriorityHoldsFromTheNextStep() {
        start("a", 2, 0);
        Task<Void> b = loop.createTask(steps("b", 2));
        b.setPriority(1);
        assertEquals(1, b.priority());
        loop.run();
        assertEquals(List.of("a1", "b1", "b2", "a2"), log);
    }

    private List<String> shuffled(long seed) {
        EventLoop shuffling =
                new EventLoop(LoopOptions.defaults().time(new VirtualTime()).shuffle(seed));
        log.clear();
        for (String name : List.of("a", "b", "c", "d", "e")) {
            shuffling.createTask(steps(name, 3));
        }
        shuffling.run();
        shuffling.close();
        return List.copyOf(log);
    }

    @Test
    void aShufflingLoopRunsReadyTasksInTheOrderOfItsSeed() {
        List<String> one = shuffled(1);
        assertEquals(one, shuffled(1));
        assertNotEquals(one, shuffled(2));
        assertEquals(15, one.size());
        for (String name : List.of("a", "b", "c", "d", "e")) {
            List<String> own =
                    one.stream().filter(entry -> entry.startsWith(name)).toList();
            assertEquals(List.of(name + 1, name + 2, name + 3), own);
        }
    }
}
