package dev.reprise.examples.sockets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class EchoTest {

    private final Output output = new Output();

    @Test
    @Timeout(60)
    void theServerAndTheClientTalkInOneLoop() throws IOException {
        try (EventLoop loop = new EventLoop()) {
            Echo.echo(loop, output.stream());
        }
        assertEquals(List.of("Received from client Hello World!", "Received from server !dlroW olleH"), output.lines());
    }
}
