package dev.reprise.examples.handmade;

import static dev.reprise.examples.handmade.Jobs.countUpTo;
import static dev.reprise.examples.handmade.Jobs.waitJob;
import static dev.reprise.examples.handmade.RunTasks.runTasks;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.examples.Output;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class WaiterTest {

    private final Output output = new Output();

    @Test
    void aTaskWaitsForAnother() {
        PrintStream out = output.stream();
        Waiter waiter = new Waiter();
        runTasks(waitJob(out, waiter), countUpTo(out, waiter, 5));
        assertEquals("start 0 1 2 3 4 finished", output.words());
    }

    @Test
    void aWaiterForTwoIsSetTwice() {
        Waiter waiter = new Waiter(2);
        Coroutine<Void> it = waiter.awaiter();
        assertTrue(it.next());
        waiter.set();
        assertTrue(it.next());
        waiter.set();
        assertFalse(it.next());
    }
}
