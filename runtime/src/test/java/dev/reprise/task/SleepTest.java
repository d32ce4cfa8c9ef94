package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.loop.Hand;
import dev.reprise.loop.Thrown;
import dev.reprise.loop.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SleepTest {

    private final VirtualTime time = new VirtualTime();
    private final EventLoop loop = new EventLoop(time);
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    /** Logs when it starts to wait and when it goes on. */
    private Hand<String> waiting(String name, Supplier<Coroutine<Void>> wait) {
        return Hand.of((self, point) -> {
            log.add(name + " at " + loop.time().toMillis());
            return (point == 0 && self.wait(1, wait.get())) || self.end(name);
        });
    }

    @Test
    void aSleepWaitsItsTime() {
        loop.createTask(waiting("long", () -> Sleep.sleep(Duration.ofMillis(20))));
        loop.createTask(waiting("short", () -> Sleep.sleep(Duration.ofMillis(10))));
        loop.run();
        assertEquals(List.of("long at 0", "short at 0", "short at 10", "long at 20"), log);
    }

    @Test
    void theTimeOfASleepBeginsWithItsFirstStep() {
        Coroutine<Void> sleep = Sleep.sleep(Duration.ofMillis(10));
        time.advance(Duration.ofMillis(100));
        loop.runUntilComplete(sleep);
        assertEquals(Duration.ofMillis(110), loop.time());
    }

    @Test
    void aSleepUntilATimeEndsThen() {
        time.advance(Duration.ofMillis(5));
        loop.createTask(waiting("a", () -> Sleep.sleepUntil(Duration.ofMillis(30))));
        loop.run();
        assertEquals(List.of("a at 5", "a at 30"), log);
    }

    @Test
    void aSleepOfNoTimeGivesWayOnce() {
        time.advance(Duration.ofMillis(1));
        for (Supplier<Coroutine<Void>> wait : List.<Supplier<Coroutine<Void>>>of(
                () -> Sleep.sleep(Duration.ZERO),
                () -> Sleep.sleep(Duration.ofMillis(-1)),
                () -> Sleep.sleepUntil(Duration.ofMillis(1)),
                Sleep::interrupt)) {
            log.clear();
            loop.createTask(waiting("a", wait));
            loop.createTask(Hand.logging(log, "b", 4));
            loop.run();
            assertEquals(List.of("a at 1", "b0", "a at 1", "b1", "b2", "b3"), log);
        }
    }

    @Test
    void sleepCancelledTakesItsTimerAway() {
        Task<Void> task = loop.createTask(Sleep.sleep(Duration.ofHours(1)));
        loop.callLater(Duration.ofMillis(1), () -> task.cancel());
        loop.run();
        assertTrue(task.cancelled());
        assertEquals(Duration.ofMillis(1), loop.time());
        // With the timer left, this would jump to it.
        assertThrows(IllegalStateException.class, loop::runForever);
        assertEquals(Duration.ofMillis(1), loop.time());
    }

    @Test
    void aSleepThatIsClosedOrInterruptedTakesItsTimerAway() {
        List<Coroutine<?>> sleeps = List.of(
                Sleep.sleep(Duration.ofHours(1)),
                Sleep.sleepUntil(Duration.ofHours(2)),
                waiting("a", () -> Sleep.sleep(Duration.ofHours(3))),
                waiting("b", () -> Sleep.sleep(Duration.ofHours(4))));
        loop.callSoon(() -> {
            sleeps.forEach(Coroutine::next);
            assertEquals(4, loop.scheduled());
            sleeps.subList(0, 3).forEach(Coroutine::close);
            assertThrows(
                    IllegalArgumentException.class, () -> sleeps.get(3).raise(new IllegalArgumentException("by hand")));
            assertEquals(0, loop.scheduled());
        });
        loop.run();
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void aSleepThatIsCancelledWhenItIsDueJustEnds() {
        List<Task<Void>> task = new ArrayList<>();
        loop.callLater(Duration.ofMillis(10), () -> task.get(0).cancel());
        task.add(loop.createTask(Sleep.sleep(Duration.ofMillis(10))));
        loop.run();
        assertTrue(task.get(0).cancelled());
        assertEquals(List.of(), log);
    }

    @Test
    void outsideALoopASleepSaysWhatIsMissing() {
        Coroutine<Void> sleep = Sleep.sleep(Duration.ofMillis(1));
        String message = Thrown.message(IllegalStateException.class, sleep::next);
        assertTrue(message.startsWith("no event loop is running on thread "), message);
    }
}
