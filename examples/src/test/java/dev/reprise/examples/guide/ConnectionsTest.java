package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Reprise;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ConnectionsTest extends Example {

    @Test
    void aClientAndAServerInOneLoop() throws IOException {
        assertEquals("IS ANYBODY THERE?", Reprise.run(Connections.inOneProgram()));
    }

    @Test
    void theConnectionsOfALoopShareABuffer() throws IOException {
        assertEquals("one, the other", Reprise.run(Connections.throughOneBuffer()));
    }

    @Test
    void aProtocolIsTestedInMemory() throws IOException {
        assertEquals("hello", run(Connections.testedInMemory()));
        assertEquals("only abc", run(Connections.cutShort()));
        assertSeconds(3600);
    }
}
