package dev.reprise.examples.handmade;

import static dev.reprise.examples.handmade.RunTasks.runTasks;
import static dev.reprise.examples.handmade.SimplePrint.simplePrint;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class RunTasksTest {

    private final Output output = new Output();

    @Test
    void aTaskThatGivesWayDoesNotHoldUpTheOthers() {
        PrintStream out = output.stream();
        runTasks(simplePrint(out, 1), new ComplexWork(out), simplePrint(out, 2), simplePrint(out, 3));
        assertEquals("1 Hello 2 3 World", output.words());
    }
}
