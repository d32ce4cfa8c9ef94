package dev.reprise.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Map;

/** What is left in a server's process when its clients have gone. */
final class Remains {

    /** What the loaded classes and the like may add to the heap. */
    private static final long MOST_HEAP = 4 << 20;

    /** The high water mark, and the one write that goes beyond it. */
    private static final long MOST_BUFFERED = (1 << 16) + StreamEchoServer.MOST;

    private Remains() {}

    /** Requires that not more was buffered to be sent, for any one connection, than is allowed. */
    static void requireWithinWaterMarks(State counts) {
        assertTrue(counts.get("buffered") <= MOST_BUFFERED, counts::toString);
    }

    /**
     * Waits until the server has no connection, and stops it.
     *
     * @throws AssertionError if anything is left of one: a task, a timer, a registration, memory, a descriptor
     */
    static void requireNone(ServerProcess server) throws IOException {
        State idle = server.ask("idle");
        int listening = 1;
        assertEquals(0, idle.get("connections"), idle::toString);
        assertEquals(0, idle.get("waiting"), idle::toString);
        assertEquals(0, idle.get("errors"), idle::toString);
        assertEquals(0, idle.get("tasks"), idle::toString);
        assertEquals(0, idle.get("scheduled"), idle::toString);
        assertEquals(listening, idle.get("channels"), idle::toString);

        State stopped = server.ask("stop");
        assertEquals(Map.of(), server.leftOpen(stopped), stopped::toString);
        assertTrue(server.growth(stopped, "heap") < MOST_HEAP, stopped::toString);
        if (!stopped.seesDescriptors()) {
            System.out.println("load: the descriptors of the server are not looked at: there is no /proc/self/fd");
        }
    }
}
