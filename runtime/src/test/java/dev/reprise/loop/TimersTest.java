package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimersTest {

    private final VirtualTime time = new VirtualTime();
    private final CallbackLoop loop = new CallbackLoop(time, time);
    private final List<String> log = new ArrayList<>();

    // What a callback fails with stands in the log, where no test expects it.
    {
        loop.setExceptionHandler((from, context) -> log.add(context.toString()));
    }

    private Runnable say(String what) {
        return () -> log.add(what + " at " + loop.time().toMillis());
    }

    private void runUntil(int millis) {
        loop.callAt(Duration.ofMillis(millis), loop::stop);
        loop.runForever();
    }

    @Test
    void timersRunAtTheirTimes() {
        loop.callLater(Duration.ofMillis(30), say("c"));
        loop.callLater(Duration.ofMillis(10), say("a"));
        loop.callAt(Duration.ofMillis(20), say("b"));
        runUntil(30);
        assertEquals(List.of("a at 10", "b at 20", "c at 30"), log);
    }

    @Test
    void trap17TimersForOneTimeRunInTheOrderInWhichTheyWereSet() {
        for (int i = 0; i < 50; i++) {
            loop.callAt(Duration.ofMillis(i % 2), say("timer " + i));
        }
        runUntil(2);
        List<String> expected = new ArrayList<>();
        for (int remainder = 0; remainder < 2; remainder++) {
            for (int i = remainder; i < 50; i += 2) {
                expected.add("timer " + i + " at " + remainder);
            }
        }
        assertEquals(expected, log);
    }

    @Test
    void theTimeIsThatSinceTheLoopWasMade() {
        time.advance(Duration.ofHours(5));
        CallbackLoop later = new CallbackLoop(time, time);
        assertEquals(Duration.ZERO, later.time());
        TimerHandle timer = later.callLater(Duration.ofSeconds(2), later::stop);
        assertEquals(Duration.ofSeconds(2), timer.when());
        later.runForever();
        assertEquals(Duration.ofSeconds(2), later.time());
    }

    @Test
    void aDelayThatIsNotPositiveIsDueAtOnceTheEarliestFirst() {
        loop.callLater(Duration.ofMillis(-1), say("one"));
        loop.callLater(Duration.ofMillis(-2), say("two"));
        loop.callLater(Duration.ZERO, say("zero"));
        runUntil(0);
        assertEquals(List.of("two at 0", "one at 0", "zero at 0"), log);
    }

    @Test
    void aCancelledTimerDoesNotRunAndIsNotWaitedFor() {
        TimerHandle timer = loop.callLater(Duration.ofHours(1), say("cancelled"));
        loop.callLater(Duration.ofMillis(1), () -> assertTrue(timer.cancel()));
        loop.callLater(Duration.ofMillis(2), loop::stop);
        loop.runForever();
        assertEquals(List.of(), log);
        assertTrue(timer.isCancelled());
        IllegalStateException deadlock = assertThrows(IllegalStateException.class, loop::runForever);
        assertEquals("deadlock: nothing is ready and no timer is set", deadlock.getMessage());
    }

    @Test
    void aTimerThatIsDueCanStillBeCancelledByOneBeforeIt() {
        List<TimerHandle> second = new ArrayList<>();
        loop.callLater(Duration.ofMillis(1), () -> assertTrue(second.get(0).cancel()));
        second.add(loop.callLater(Duration.ofMillis(1), say("cancelled")));
        runUntil(5);
        assertEquals(List.of(), log);
    }

    @Test
    void aTimerThatHasRunCannotBeCancelled() {
        TimerHandle timer = loop.callLater(Duration.ofMillis(1), say("ran"));
        runUntil(2);
        assertFalse(timer.cancel());
    }

    @Test
    void aTimerForEverIsNoDeadlineToJumpTo() {
        loop.callLater(ChronoUnit.FOREVER.getDuration(), say("never"));
        loop.callLater(Duration.ofMillis(1), say("soon"));
        assertThrows(IllegalStateException.class, loop::runForever);
        assertEquals(List.of("soon at 1"), log);
        assertEquals(Duration.ofMillis(1), loop.time());
    }

    @Test
    void trap16ALoopThatIsNeverIdleLooksAtItsTimersOnceInABoundedNumberOfSteps() {
        loop.callAt(Duration.ofNanos(1), () -> {
            log.add("timer");
            loop.stop();
        });
        time.advance(Duration.ofNanos(1));
        int[] steps = {0};
        keepBusy(steps);
        loop.runForever();
        assertEquals(List.of("timer"), log);
        assertTrue(steps[0] <= Passes.LOOK_EVERY + 1, () -> "steps before the timer: " + steps[0]);
    }

    private void keepBusy(int[] steps) {
        loop.callSoon(() -> {
            steps[0]++;
            keepBusy(steps);
        });
    }

    @Test
    void trap16ALoopThatIsNeverIdlePollsOnceInABoundedNumberOfSteps() {
        CountingPoller poller = new CountingPoller(time);
        CallbackLoop busy = new CallbackLoop(time, poller);
        int steps = 10 * Passes.LOOK_EVERY;
        for (int i = 0; i < steps; i++) {
            busy.callSoon(() -> {});
        }
        busy.stop();
        busy.runForever();
        assertEquals(10, poller.polls.size());
    }

    @Test
    void trap16TheClockIsReadOnlyWhileATimerIsSet() {
        int[] readings = {0};
        Clock counting = () -> ++readings[0];
        CallbackLoop counted = new CallbackLoop(counting, time);
        for (int i = 0; i < 1000; i++) {
            counted.callSoon(() -> {});
        }
        counted.stop();
        counted.runForever();
        assertEquals(1, readings[0], "the reading when it was made");
        counted.callAt(Duration.ofNanos(1), counted::stop);
        counted.runForever();
        assertTrue(readings[0] > 1);
    }
}
