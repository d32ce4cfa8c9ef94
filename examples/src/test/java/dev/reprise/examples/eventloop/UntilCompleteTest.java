package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntilCompleteTest {

    private final EventLoopExample example = new EventLoopExample();

    @Test
    void theRunEndsWithItsTaskAndTheNextGoesOn() {
        example.pressCtrlCAfter(Duration.ofSeconds(4));
        UntilComplete.untilComplete(example.timeline, Duration.ofSeconds(1));
        assertEquals(
                List.of(
                        "0.0s -> c1",
                        "0.0s -> c3",
                        "0.0s -> c2",
                        "1.0s <- c1",
                        "2.0s <- c2",
                        "done 1",
                        "3.0s <- c3",
                        "interrupted"),
                example.output.lines());
    }
}
