package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class FamineTest {

    private final EventLoopExample example = new EventLoopExample();

    @Test
    void theSecondTaskStarvesWhileTheFirstBlocks() {
        Famine.two(example.timeline, example.time::advance);
        assertEquals(
                List.of(
                        "0.0s run1 début",
                        "0.0s run2 début",
                        "0.5s run1 milieu",
                        "1.5s run1 fin",
                        "1.5s run2 milieu",
                        "2.5s run2 fin",
                        "2.5s [run1 par famine, run2 par famine]"),
                example.output.lines());
    }
}
