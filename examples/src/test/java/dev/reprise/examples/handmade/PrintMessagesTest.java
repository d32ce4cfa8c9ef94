package dev.reprise.examples.handmade;

import static dev.reprise.examples.handmade.PrintMessages.printMessages;
import static dev.reprise.examples.handmade.RunTasks.runTasks;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import dev.reprise.examples.TickingClock;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PrintMessagesTest {

    private final Output output = new Output();
    private final TickingClock clock = new TickingClock();

    @Test
    void messagesComeInTheOrderOfTheirTimes() {
        PrintStream out = output.stream();
        runTasks(
                printMessages(out, clock, Duration.ofSeconds(1), "foo", "bar", "baz"),
                printMessages(out, clock, Duration.ofMillis(700), "aaa", "bbb", "ccc"));
        assertEquals("foo aaa bbb bar ccc baz", output.words());
    }
}
