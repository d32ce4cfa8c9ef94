package dev.reprise.examples.handmade;

import static dev.reprise.Coroutine.await;
import static dev.reprise.examples.handmade.PrintMessages.printMessages;
import static dev.reprise.examples.handmade.SimplePrint.simplePrint;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.examples.Output;
import dev.reprise.examples.TickingClock;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopTest {

    private final Output output = new Output();
    private final PrintStream out = output.stream();
    private final Loop loop = new Loop();

    @Test
    void runTaskRunsOne() {
        loop.runTask(printMessages(out, new TickingClock(), Duration.ofSeconds(1), "foo", "bar", "baz"));
        assertEquals("foo bar baz", output.words());
    }

    @Test
    void runRunsAllThatWereAdded() {
        loop.addTask(simplePrint(out, 1));
        loop.addTask(new ComplexWork(out));
        loop.addTask(simplePrint(out, 2));
        loop.run();
        assertEquals("1 Hello 2 World", output.words());
    }

    @Test
    void aTaskFindsItsLoopAndAddsAnother() {
        loop.runTask(adding());
        assertEquals("before after added", output.words());
    }

    @Async
    private Coroutine<Void> adding() {
        assertSame(loop, Loop.current());
        out.println("before");
        Loop.current().addTask(new Interrupt());
        Loop.current().addTask(addedLater());
        out.println("after");
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> addedLater() {
        await(new Interrupt());
        out.println("added");
        return Coroutine.done();
    }
}
