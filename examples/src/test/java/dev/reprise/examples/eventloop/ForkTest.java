package dev.reprise.examples.eventloop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForkTest {

    private final Output output = new Output();
    private final EventLoop loop = new EventLoop(new VirtualTime());

    @Test
    void aTaskStartsAnotherThatOutlivesIt() {
        Fork.fork(loop, output.stream(), Duration.ofSeconds(1));
        assertEquals(List.of("-> c1", ">>> c2", "=== createTask", "-> c3", "<- c1", "<<< c2", "<- c3"), output.lines());
        assertEquals(Duration.ofSeconds(3), loop.time());
    }
}
