package dev.reprise.it.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.interrupt.SignalPrograms.Program;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Real programs that get real signals, as in {@link InterruptTest}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill")
@Timeout(60)
class SignalTest {

    private static final int INTERRUPTED = 130;
    private static final int TERMINATED = 143;

    @Test
    void aHandlerRunsOnTheLoopInsteadOfTheEndOfTheJvm() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.STOPS)) {
            program.awaitLine("ready");
            program.send("TERM");
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("ready", "terminated", "end"), program.lines());
        }
    }

    @Test
    void aTaskReceivesSignals() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.RECEIVES)) {
            program.awaitLine("ready");
            program.send("HUP");
            program.awaitLine("HUP");
            program.send("USR1");
            program.awaitLine("USR1");
            program.send("HUP");
            program.awaitLine("HUP");
            program.send("TERM");
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("ready", "HUP", "USR1", "HUP", "TERM"), program.lines());
        }
    }

    @Test
    void aHandlerStandsBeforeCtrlCUntilItIsRemoved() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.HANDLES_CTRL_C)) {
            program.awaitLine("ready");
            program.interrupt();
            program.awaitLine("handled");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("ready", "handled", "unwound"), program.lines());
        }
    }

    @Test
    void aLoopOnAnotherThreadMayHandleCtrlC() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.OTHER_THREAD)) {
            program.awaitLine("ready");
            program.interrupt();
            program.awaitLine("closed");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("ready", "handled", "closed"), program.lines());
        }
    }

    @Test
    void afterItsRemovalASignalEndsTheJvmAgain() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.REMOVES)) {
            program.awaitLine("ready");
            program.send("TERM");
            assertEquals(TERMINATED, program.awaitEnd());
            assertEquals(List.of("ready"), program.lines());
        }
    }

    @Test
    void withoutTheModuleTheErrorNamesIt() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.REFUSED, "--limit-modules", "java.base")) {
            assertEquals(0, program.awaitEnd());
            assertEquals(
                    List.of("signals need the module jdk.unsupported, which this JVM does not have:"
                            + " start it with --add-modules jdk.unsupported, or link that in"),
                    program.lines());
        }
    }

    @Test
    void aJvmThatLeavesSignalsAloneIsNamedAsTheReason() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.REFUSED, "-Xrs")) {
            assertEquals(0, program.awaitEnd());
            assertEquals(
                    List.of("SIGTERM cannot be handled: the JVM was started with -Xrs, which leaves it to the system"),
                    program.lines());
        }
    }
}
