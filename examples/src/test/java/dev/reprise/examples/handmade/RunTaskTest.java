package dev.reprise.examples.handmade;

import static dev.reprise.examples.handmade.RunTask.runTask;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.examples.Output;
import org.junit.jupiter.api.Test;

class RunTaskTest {

    private final Output output = new Output();

    @Test
    void aTaskIsSteppedToItsEnd() {
        runTask(new ComplexWork(output.stream()));
        assertEquals("Hello World", output.words());
    }

    @Test
    void anInterruptIsATaskToo() {
        runTask(new Interrupt());
        assertEquals("", output.words());
    }
}
