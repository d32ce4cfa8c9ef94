package dev.reprise.task;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.VirtualTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random programs of tasks, each of which must do step by step what it did on asyncio. {@code asyncio_traces.py} made
 * them, and says what their letters mean.
 */
class AsyncioTracesTest {

    @TestFactory
    List<DynamicTest> everyProgramDoesWhatItDoesOnAsyncio() throws IOException {
        List<String> lines = lines();
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            String program = lines.get(i);
            String expected = lines.get(i + 1);
            tests.add(DynamicTest.dynamicTest(
                    "line " + (i + 1), () -> assertEquals(expected, new TracedRun(program).trace(), program)));
        }
        assertTrue(tests.size() >= 250);
        return tests;
    }

    private static List<String> lines() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(AsyncioTracesTest.class.getResourceAsStream("asyncio-traces.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** One run of a program. */
    private static final class TracedRun {

        private final VirtualTime time = new VirtualTime();
        final EventLoop loop = new EventLoop(time);
        final TracedPrograms programs = new TracedPrograms(loop);

        private int left;

        TracedRun(String program) {
            programs.start(program);
            left = programs.tasks.size();
        }

        String trace() {
            for (Task<String> task : programs.tasks) {
                task.addDoneCallback(done -> {
                    left--;
                    if (left == 0) {
                        loop.stop();
                    }
                });
            }
            try {
                loop.runForever();
            } catch (IllegalStateException deadlock) {
                programs.log.add("deadlock");
            }
            programs.tasks.forEach(task -> programs.log.add(outcome(task) + ":" + task.cancelling()));
            long micros = time.nanoTime() / 1_000;
            programs.log.add(String.format("%d.%06d", micros / 1_000_000, micros % 1_000_000));
            return String.join(" ", programs.log);
        }

        private static String outcome(Task<String> task) {
            if (!task.done()) {
                return "P";
            }
            if (task.cancelled()) {
                return "C";
            }
            return task.exception().isPresent() ? "V" : task.result();
        }
    }
}
