package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EndlessTest {

    private final EventLoopExample example = new EventLoopExample();

    @Test
    void theLoopGoesOnAfterItsTasksUntilItIsInterrupted() {
        example.pressCtrlCAfter(Duration.ofSeconds(10));
        Endless.endless(example.timeline, Duration.ofSeconds(1));
        assertEquals(
                List.of("0.0s -> foo", "0.0s -> bar", "0.5s <- foo", "1.0s <- bar", "bye"), example.output.lines());
        assertEquals(Duration.ofSeconds(10), example.loop.time());
    }
}
