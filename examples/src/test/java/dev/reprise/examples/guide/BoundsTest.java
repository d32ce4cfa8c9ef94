package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.CancelledError;
import dev.reprise.TimedOutException;
import dev.reprise.scope.CancelScope;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest extends Example {

    @Test
    void aTimeoutCountsTheWholeBlock() {
        assertEquals("answer, answer", run(Bounds.aTimeLimit(2)));
        assertEquals("too late", run(Bounds.aTimeLimit(3)));
        assertSeconds(4 + 5);
    }

    @Test
    void waitForLimitsOne() {
        assertEquals("answer", run(Bounds.forOneAwaitable(4)));
        assertThrows(TimedOutException.class, () -> run(Bounds.forOneAwaitable(6)));
    }

    @Test
    void aLimitCanBeMoved() {
        assertEquals("answer1answer2answer3", run(Bounds.aLimitThatMoves(List.of("1", "2", "3"))));
        assertSeconds(9);
    }

    @Test
    void oneMayGoOnWithout() {
        assertEquals("answer", run(Bounds.orGoOnWithout(1)));
        assertEquals("nothing", run(Bounds.orGoOnWithout(10)));
        assertSeconds(1 + 5);
    }

    @Test
    void aScopeIsCancelledFromAnywhere() {
        CancelScope scope = new CancelScope();
        loop.callLater(Duration.ofSeconds(3), scope::cancel);
        assertTrue(run(Bounds.stoppedByAButton(scope)));
        assertSeconds(3);
    }

    @Test
    void aShieldedBlockCleansUpInPeace() {
        List<String> log = new ArrayList<>();
        Task<Void> task = loop.createTask(Bounds.cleansUp(log));
        loop.callLater(Duration.ofSeconds(1), task::cancel);
        assertThrows(CancelledError.class, () -> run(task));
        assertEquals(List.of("cleaned up"), log);
        assertSeconds(2);
    }
}
