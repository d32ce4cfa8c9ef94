package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.run;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.it.interrupt.InterruptPrograms.Program;
import dev.reprise.it.interrupt.RunningProgram;
import dev.reprise.loop.Context;
import dev.reprise.loop.ContextVar;
import dev.reprise.loop.ErrorContext;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Runner;
import dev.reprise.task.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code test_runners.py}. */
@Timeout(60)
class RunnersTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final List<Task<String>> tasks = new ArrayList<>();
    private final List<ErrorContext> reported = new ArrayList<>();

    @Async
    private static Coroutine<String> returning(String value) {
        await(interrupt());
        return Coroutine.of(value);
    }

    @Nested
    class RunTests {

        @Test
        void testAsyncioRunReturn() {
            assertEquals("42", run(returning("42")));
        }

        @Test
        void testAsyncioRunFromRunningLoop() {
            IllegalStateException refused = assertThrows(IllegalStateException.class, () -> run(running()));
            assertTrue(refused.toString().contains("another loop is running on this thread"), refused::toString);
        }

        @Async
        private Coroutine<String> running() {
            return nested();
        }

        /** No coroutine, which the build would warn of. */
        private Coroutine<String> nested() {
            return Coroutine.of(run(returning("x")));
        }

        @Test
        void testAsyncioRunCancelsHangingTasks() {
            assertEquals("123", run(leaving(sleeping())));
            assertTrue(tasks.get(0).cancelled());
        }

        @Test
        void testAsyncioRunReportsHangingTasksErrors() {
            assertEquals("123", run(leaving(failing())));
            assertTrue(tasks.get(0).done());
            assertEquals(1, reported.size());
            assertInstanceOf(ArithmeticException.class, reported.get(0).exception());
            assertSame(tasks.get(0), reported.get(0).source());
        }

        @Async
        private Coroutine<String> leaving(Coroutine<String> other) {
            EventLoop.current().setExceptionHandler((loop, context) -> reported.add(context));
            tasks.add(createTask(other));
            await(interrupt());
            return Coroutine.of("123");
        }

        @Async
        private Coroutine<String> sleeping() {
            await(sleep(LONG));
            return Coroutine.of("woken");
        }

        @Async
        private Coroutine<String> failing() {
            try {
                await(sleep(LONG));
            } catch (CancelledError cancelled) {
                throw new ArithmeticException("1 / 0");
            }
            return Coroutine.of("woken");
        }
    }

    @Nested
    class RunnerTests {

        private final ContextVar<Integer> variable = new ContextVar<>("variable", -1);

        @Test
        void testCustomFactory() {
            EventLoop loop = new EventLoop();
            try (Runner runner = new Runner(() -> loop)) {
                assertSame(loop, runner.loop());
            }
            assertTrue(loop.isClosed());
        }

        @Test
        void testExplicitClose() {
            Runner runner = new Runner();
            EventLoop loop = runner.loop();
            runner.close();
            IllegalStateException refused = assertThrows(IllegalStateException.class, runner::loop);
            assertEquals("the runner is closed: make another one", refused.getMessage());
            assertTrue(loop.isClosed());
        }

        @Test
        void testRunKeepsContext() {
            try (Runner runner = new Runner()) {
                assertEquals(-1, runner.run(exchanging(1)));
                assertEquals(1, runner.run(exchanging(2)));
                assertEquals(2, runner.run(copying()).get(variable));
            }
            assertEquals(-1, variable.get());
        }

        @Async
        private Coroutine<Integer> exchanging(int value) {
            int old = variable.get();
            await(interrupt());
            variable.set(value);
            return Coroutine.of(old);
        }

        @Async
        private Coroutine<Context> copying() {
            return Coroutine.of(Context.copy());
        }

        @Test
        void testRecursiveRun() {
            try (Runner runner = new Runner()) {
                IllegalStateException refused =
                        assertThrows(IllegalStateException.class, () -> runner.run(recursive(runner)));
                assertTrue(refused.toString().contains("another loop is running on this thread"), refused::toString);
            }
        }

        @Async
        private Coroutine<String> recursive(Runner runner) {
            return runIn(runner);
        }

        private Coroutine<String> runIn(Runner runner) {
            return Coroutine.of(runner.run(returning("x")));
        }

        /** A real signal, therefore in a process of its own. */
        @Test
        @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there is no kill -INT")
        void testInterruptCallSoon() throws Exception {
            try (RunningProgram program = RunningProgram.start(Program.NEVER_WAITS)) {
                program.awaitLine("ready");
                program.interrupt();
                assertEquals(0, program.awaitEnd());
                assertEquals(List.of("ready", "cancelled", "bye"), program.lines());
            }
        }
    }
}
