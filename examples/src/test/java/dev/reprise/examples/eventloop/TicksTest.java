package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicksTest {

    private final EventLoopExample example = new EventLoopExample();

    @Test
    void theConsumerAnswersEachTick() {
        example.pressCtrlCAfter(Duration.ofMillis(2_500));
        Ticks.ticks(example.timeline);
        assertEquals(
                List.of("0.0s received tick1", "1.0s received tick2", "2.0s received tick3", "bye"),
                example.output.lines());
    }
}
