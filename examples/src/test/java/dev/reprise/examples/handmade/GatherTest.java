package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.await;
import static dev.reprise.examples.handmade.Gather.gather;
import static dev.reprise.examples.handmade.PrintMessages.printMessages;
import static dev.reprise.examples.handmade.SimplePrint.simplePrint;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.examples.Output;
import dev.reprise.examples.TickingClock;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class GatherTest {

    private final Output output = new Output();
    private final PrintStream out = output.stream();
    private final TickingClock clock = new TickingClock();

    @Test
    void theTasksRunAtOnce() {
        new Loop()
                .runTask(gather(
                        printMessages(out, clock, Duration.ofSeconds(1), "foo", "bar", "baz"),
                        printMessages(out, clock, Duration.ofMillis(700), "aaa", "bbb", "ccc")));
        assertEquals("foo aaa bbb bar ccc baz", output.words());
    }

    @Test
    void itEndsWhenAllHaveEnded() {
        new Loop().runTask(gathering());
        assertEquals("1 Hello 2 World gathered", output.words());
    }

    @Async
    private Coroutine<Void> gathering() {
        await(gather(simplePrint(out, 1), new ComplexWork(out), simplePrint(out, 2)));
        out.println("gathered");
        return Coroutine.done();
    }
}
