package dev.reprise.it.interrupt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.interrupt.InterruptPrograms.Program;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Real programs that get real signals. What is waited for is a line of output, never time. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
@Timeout(60)
class InterruptTest {

    private static final int INTERRUPTED = 130;
    private static final String[] WITHOUT_SIGNALS = {"--limit-modules", "java.base"};

    @Test
    void trap20TheFirstCtrlCLetsFinallyBlocksRun() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.UNWINDS)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("ready", "unwound"), program.lines());
        }
    }

    @Test
    void runThenThrowsKeyboardInterrupt() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.CATCHES)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("ready", "unwound", "bye"), program.lines());
        }
    }

    @Test
    void trap20TheSecondCtrlCStopsAtOnce() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.STUBBORN)) {
            program.awaitLine("ready");
            program.interrupt();
            program.awaitLine("ignored");
            program.interrupt();
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("ready", "ignored", "stopped", "unwound"), program.lines());
        }
    }

    @Test
    void aProgramMayRecoverFromTheFirstCtrlC() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.GOES_ON)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("ready", "recovered"), program.lines());
        }
    }

    @Test
    void runForeverThrowsKeyboardInterrupt() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.RUN_FOREVER)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("tick1", "tick2", "tick3", "ready", "bye"), program.lines());
        }
    }

    @Test
    void runForeverInTryFinallyEndsWithTheStatusOfCtrlC() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.FORK)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("tick1", "tick2", "tick3", "ready", "interrupted"), program.lines());
        }
    }

    @Test
    void aCallThatBlocksIsInterruptedAndCannotSwallowCtrlC() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.BLOCKS)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(0, program.awaitEnd());
            assertEquals(List.of("ready", "swallowed", "bye"), program.lines());
        }
    }

    @Test
    void whatCannotBeInterruptedIsEndedWithTheJvm() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.COMPUTES)) {
            program.awaitLine("ready");
            program.interrupt();
            program.awaitLine("interrupted");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
        }
    }

    @Test
    void afterARunCtrlCIsTheJvmsAgain() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.AFTERWARDS)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
        }
    }

    @Test
    void aLoopOnAnotherThreadLeavesCtrlCToTheJvm() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.OTHER_THREAD)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("ready"), program.lines());
        }
    }

    @Test
    void aHandlerOfTheProgramsOwnIsLeftInPlace() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.OWN_HANDLER)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(5, program.awaitEnd());
            assertEquals(List.of("ready", "handled"), program.lines());
        }
    }

    @Test
    void withoutSignalsAShutdownHookCancelsAndWaits() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.UNWINDS, WITHOUT_SIGNALS)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("ready", "unwound"), program.lines());
        }
    }

    @Test
    void withoutSignalsRunForeverThrowsKeyboardInterruptAndTheHookWaits() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.RUN_FOREVER, WITHOUT_SIGNALS)) {
            program.awaitLine("ready");
            program.interrupt();
            assertEquals(INTERRUPTED, program.awaitEnd());
            assertEquals(List.of("tick1", "tick2", "tick3", "ready", "bye"), program.lines());
        }
    }

    @Test
    void withoutSignalsATaskMayStillEndTheJvm() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.EXITS, WITHOUT_SIGNALS)) {
            assertEquals(3, program.awaitEnd());
        }
    }

    @Test
    void onlyTheMainThreadIsGivenALoop() throws Exception {
        try (RunningProgram program = RunningProgram.start(Program.LOOPS_OF_THREADS)) {
            assertEquals(0, program.awaitEnd());
            List<String> lines = program.lines();
            assertEquals(5, lines.size(), lines::toString);
            assertTrue(lines.get(0).startsWith("there is no event loop for thread main: "), lines::toString);
            assertEquals(List.of("its own: true", "main thread: true", "running: true"), lines.subList(1, 4));
            assertTrue(lines.get(4).startsWith("there is no event loop for thread renamed: "), lines::toString);
        }
    }
}
