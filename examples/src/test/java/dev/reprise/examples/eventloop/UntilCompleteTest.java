package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class UntilCompleteTest {

    private final Output output = new Output();
    private final EventLoop loop = new EventLoop(new VirtualTime());

    @Test
    void theRunEndsWithItsTaskAndTheNextGoesOn() {
        UntilComplete.untilComplete(loop, output.stream(), Duration.ofSeconds(1));
        assertEquals(
                List.of("-> c1", "-> c3", "-> c2", "<- c1", "<- c2", "c2 is complete", "<- c3", "all are complete"),
                output.lines());
        assertEquals(Duration.ofSeconds(3), loop.time());
    }
}
