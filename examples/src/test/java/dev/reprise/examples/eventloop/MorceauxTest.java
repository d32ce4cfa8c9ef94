package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MorceauxTest {

    private final Output output = new Output();
    private final EventLoop loop = new EventLoop(new VirtualTime());

    @Test
    void theObjectSaysWhatItIsAndThatItHasNotRun() {
        Morceaux.show(output.stream());
        assertEquals(List.of("<coroutine Morceaux.morceaux created>"), output.lines());
    }

    @Test
    void oneRunsInThreePieces() {
        Morceaux.one(loop, output.stream());
        assertEquals(List.of("run début", "run milieu", "run fin", "run par morceaux"), output.lines());
        assertEquals(Duration.ofMillis(1_500), loop.time());
    }

    @Test
    void twoRunAtOnceInTheTimeOfOne() {
        Morceaux.two(loop, output.stream());
        assertEquals(
                List.of(
                        "run1 début",
                        "run2 début",
                        "run1 milieu",
                        "run2 milieu",
                        "run1 fin",
                        "run2 fin",
                        "[run1 par morceaux, run2 par morceaux]"),
                output.lines());
        assertEquals(Duration.ofMillis(1_500), loop.time());
    }
}
