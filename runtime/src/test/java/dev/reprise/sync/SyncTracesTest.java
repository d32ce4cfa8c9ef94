package dev.reprise.sync;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.DeadlockException;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Random programs of tasks that synchronise, each of which must do step by step what it did on asyncio. {@code
 * sync_traces.py} made them, and says what their letters mean.
 */
class SyncTracesTest {

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
        assertTrue(tests.size() >= 400);
        return tests;
    }

    private static List<String> lines() throws IOException {
        try (InputStream file = Objects.requireNonNull(SyncTracesTest.class.getResourceAsStream("sync-traces.txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
    }

    /** One run of a program. */
    private static final class TracedRun {

        private final VirtualTime time = new VirtualTime();
        private final EventLoop loop = new EventLoop(time);
        private final List<String> log = new ArrayList<>();
        private final List<Task<Void>> tasks = new ArrayList<>();

        private final Queue<String> queue;
        private final Semaphore semaphore;
        private final Lock lock = new Lock();
        private final Event event = new Event();
        private final Condition condition = new Condition();

        TracedRun(String program) {
            loop.setExceptionHandler((from, context) -> log.add(context.toString()));
            String[] parts = program.split(" / ", -1);
            queue = new Queue<>(Integer.parseInt(parts[0]));
            semaphore = new Semaphore(Integer.parseInt(parts[1]));
            for (int own = 0; own < parts.length - 2; own++) {
                tasks.add(loop.createTask(body(own, parts[own + 2].split(" ", -1))));
            }
        }

        @Async
        private Coroutine<Void> body(int own, String[] operations) {
            for (int number = 0; number < operations.length; number++) {
                String text = operations[number];
                char kind = text.charAt(0);
                log.add(own + "." + number + kind);
                try {
                    String result = await(execute(kind, text.substring(1), own + "." + number));
                    if ("PGJLAEWnNg".indexOf(kind) >= 0) {
                        log.add(own + "=" + result);
                    }
                } catch (CancelledError | RuntimeException error) {
                    log.add(own + "!" + letter(error));
                    if (!text.endsWith("!")) {
                        throw error;
                    }
                }
            }
            return Coroutine.done();
        }

        private static String letter(Throwable error) {
            if (error instanceof CancelledError) {
                return "C";
            }
            if (error instanceof QueueFull) {
                return "F";
            }
            if (error instanceof QueueEmpty) {
                return "E";
            }
            return error instanceof QueueShutDown ? "S" : "R";
        }

        /** Executes an operation; the result is what a get got, or empty. */
        @Async
        private Coroutine<String> execute(char kind, String argument, String label) {
            switch (kind) {
                case 'y' -> await(Sleep.interrupt());
                case 's' -> await(Sleep.sleep(Duration.ofNanos(1_000 * Long.parseLong(argument))));
                case 'P' -> await(queue.put(label));
                case 'G' -> {
                    return Coroutine.of(await(queue.get()));
                }
                case 'g' -> {
                    return Coroutine.of(queue.getNowait());
                }
                case 'J' -> await(queue.join());
                case 'L' -> await(lock.acquire());
                case 'A' -> await(semaphore.acquire());
                case 'E' -> await(event.waitFor());
                case 'W' -> await(condition.with(condition::waitFor));
                case 'n' -> await(condition.with(() -> atOnce(condition::signal)));
                case 'N' -> await(condition.with(() -> atOnce(condition::signalAll)));
                case 'c' -> tasks.get(Integer.parseInt(argument)).cancel();
                default -> executeAtOnce(kind, label);
            }
            return Coroutine.of("");
        }

        private static Coroutine<Void> atOnce(Runnable operation) {
            operation.run();
            return Coroutine.done();
        }

        private void executeAtOnce(char kind, String label) {
            switch (kind) {
                case 'p' -> queue.putNowait(label);
                case 'd' -> queue.taskDone();
                case 'h' -> queue.shutdown();
                case 'H' -> queue.shutdown(true);
                case 'l' -> lock.release();
                case 'a' -> semaphore.release();
                case 'e' -> event.set();
                case 'k' -> event.clear();
                default -> throw new AssertionError(kind);
            }
        }

        String trace() {
            try {
                loop.run();
            } catch (DeadlockException deadlock) {
                log.add("deadlock");
            }
            tasks.forEach(task -> log.add(outcome(task)));
            List<String> left = new ArrayList<>();
            while (!queue.isEmpty()) {
                left.add(queue.getNowait());
            }
            log.add("[" + String.join(",", left) + "]");
            long micros = time.nanoTime() / 1_000;
            log.add(String.format("%d.%06d", micros / 1_000_000, micros % 1_000_000));
            return String.join(" ", log);
        }

        private static String outcome(Task<Void> task) {
            if (!task.done()) {
                return "P";
            }
            if (task.cancelled()) {
                return "C";
            }
            return task.exception().map(TracedRun::letter).orElse("r");
        }
    }
}
