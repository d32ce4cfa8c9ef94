package dev.reprise.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MainTest {

    private final Output output = new Output();

    @Test
    void theHandmadeLoopPrintsWhatTheDocumentsPrint() {
        Main.handmade(output.stream(), new TickingClock());
        assertEquals(
                List.of(
                        "",
                        "# A loop in four lines",
                        "Hello World",
                        "# A queue of tasks",
                        "1 Hello 2 3 World",
                        "# Messages, one second and 0.7 seconds apart",
                        "foo aaa bbb bar ccc baz",
                        "# A loop that is an object",
                        "foo bar baz",
                        "# A task waits for another",
                        "start 0 1 2 3 4 finished",
                        "# A task waits for two",
                        "foo aaa bbb bar ccc baz"),
                sections());
    }

    @Test
    void thePacedClockGoesOnButNeverByMoreThanATick() {
        PacedClock clock = new PacedClock();
        Instant first = clock.instant();
        long before = System.nanoTime();
        while (System.nanoTime() - before < 5_000_000) {
            Thread.onSpinWait();
        }
        assertEquals(Duration.ofMillis(20), Duration.between(first, clock.instant()));
    }

    @Test
    void theGuestsPrintWhatTheyShare() {
        Main.guests(output.stream());
        List<String> lines = output.lines();
        assertEquals("# A game's scripts, which run once a tick", lines.get(1));
        assertEquals("counted to 1110", lines.get(lines.size() - 1));
    }

    @Test
    void theHttpServerPrintsWhatItsClientGets() throws IOException {
        Main.http(output.stream());
        assertEquals(
                List.of(
                        "",
                        "# An HTTP server, and the JDK's client",
                        "/hello: 200 hello",
                        "/slow: 200 hello",
                        "/elsewhere: 404 there is no /elsewhere"),
                output.lines());
    }

    /** Returns the headings, and after each what was printed under it, in one line. */
    private List<String> sections() {
        String joined = output.words().replace(" # ", "\n# ");
        for (String heading :
                output.lines().stream().filter(line -> line.startsWith("# ")).toList()) {
            joined = joined.replace(heading + " ", heading + "\n");
        }
        return joined.lines().map(String::strip).toList();
    }

    @Test
    void theEventLoopPrintsEveryExample() {
        VirtualTime time = new VirtualTime();
        Main.eventLoop(output.stream(), new EventLoop(time), () -> new EventLoop(new VirtualTime()), time::advance);
        List<String> lines = output.lines();
        assertEquals(8, lines.stream().filter(line -> line.startsWith("# ")).count());
        assertEquals("<coroutine Morceaux.morceaux created>", lines.get(2));
        assertEquals("bye", lines.get(lines.size() - 1));
    }

    @Test
    void theSocketsPrintTheirExample() throws IOException {
        try (EventLoop loop = new EventLoop()) {
            Main.sockets(output.stream(), loop);
        }
        assertEquals(
                List.of(
                        "",
                        "# A server and its client, in one loop",
                        "Received from client Hello World!",
                        "Received from server !dlroW olleH"),
                output.lines());
    }
}
