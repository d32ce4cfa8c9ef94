package dev.reprise.examples.handmade;

import static dev.reprise.examples.handmade.RunTask.runTask;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.Coroutine;
import dev.reprise.examples.TickingClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SleepTest {

    private final TickingClock clock = new TickingClock();

    @Test
    void sleepUntilEndsAtTheFirstReadingThatIsNotBefore() {
        runTask(Sleep.sleepUntil(clock, Instant.EPOCH.plusSeconds(1)));
        assertEquals(Instant.EPOCH.plusMillis(1_010), clock.instant());
    }

    @Test
    void sleepCountsFromItsFirstStep() {
        Coroutine<Void> sleep = Sleep.sleep(clock, Duration.ofSeconds(1));
        clock.instant();
        runTask(sleep); // reads 20 ms, and so sleeps until 1,020 ms
        assertEquals(Instant.EPOCH.plusMillis(1_030), clock.instant());
    }

    @Test
    void aTimeThatIsPastIsNotWaitedFor() {
        assertFalse(Sleep.sleepUntil(clock, Instant.EPOCH).next());
    }
}
