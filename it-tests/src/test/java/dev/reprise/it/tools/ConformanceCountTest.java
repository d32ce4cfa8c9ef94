package dev.reprise.it.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line and the page that {@code verify} makes of the reports of two runs. */
class ConformanceCountTest {

    private static final Path TOOLS = Path.of("..", "tools");
    private static final String TESTS = "dev.reprise.it.conformance.";

    @TempDir
    private Path folder;

    @BeforeEach
    void writeCases() throws IOException {
        Files.writeString(folder.resolve("cases.txt"), """
                # A comment, and an empty line.

                locks LockTests acquire
                locks SemaphoreTests acquire
                tasks BaseTaskTests yield_wait_does_not_shield_cancel
                tasks BaseTaskTests cancel
                tasks BaseTaskTests _no_test
                ssl TestSSL shutdown_cleanly io
                sslproto BaseStartTLS start_tls_server_1 io
                events Mixin prompt_cancellation cannot be interrupted there
                """);
        Files.writeString(folder.resolve("traps.txt"), """
                1. One that is guarded.
                  task.TaskTest.one
                  it.conformance.LocksTest$LockTests.testAcquire
                2. One with a test that is gone.
                  task.TaskTest.one
                  task.TaskTest.gone
                3. One whose test says so.
                33. One without a test.
                34. One that has to wait.
                  io
                """);
        report(
                "jdk-17",
                "runtime",
                "task.TaskTest",
                passed("dev.reprise.task.TaskTest", "one"),
                passed("dev.reprise.task.TaskTest", "trap3IsNamed"));
        report(
                "jdk-25",
                "runtime",
                "task.TaskTest",
                passed("dev.reprise.task.TaskTest", "one"),
                passed("dev.reprise.task.TaskTest", "trap3IsNamed"));
    }

    @Test
    void aCaseCountsIfItsTestPassedInEachRun() throws Exception {
        report("jdk-17", "it-tests", "all", allPassed());
        report("jdk-25", "it-tests", "all", allPassed());
        String output = summarise(0);
        assertTrue(output.endsWith("conformance: 5 of 8 pass\n18 passed, 0 failed, 0 skipped\n"), output);
        assertEquals("""
                ## locks

                | case | test | result |
                |---|---|---|
                | `acquire`, LockTests | [LocksTest.LockTests.testAcquire](../it-tests/src/test/java/dev/reprise/it/conformance/LocksTest.java) | passes |
                | `acquire`, SemaphoreTests | [LocksTest.SemaphoreTests.testAcquire](../it-tests/src/test/java/dev/reprise/it/conformance/LocksTest.java) | passes |

                ## tasks

                | case | test | result |
                |---|---|---|
                | `yield_wait_does_not_shield_cancel`, BaseTaskTests | [TasksWaitingTest.Waits.testYieldWaitDoesNotShieldCancel](../it-tests/src/test/java/dev/reprise/it/conformance/TasksWaitingTest.java) | passes |
                | `cancel`, BaseTaskTests | [TasksTest.BaseTaskTests.testCancel](../it-tests/src/test/java/dev/reprise/it/conformance/TasksTest.java) | passes |
                | `_no_test`, BaseTaskTests |  | missing |

                ## ssl

                | case | test | result |
                |---|---|---|
                | `shutdown_cleanly`, TestSSL |  | needs I/O: not yet |

                ## sslproto

                | case | test | result |
                |---|---|---|
                | `start_tls_server_1`, BaseStartTLS | [SslProtoTest.Tls.testStartTlsServer1](../it-tests/src/test/java/dev/reprise/it/conformance/SslProtoTest.java) | passes |

                ## events

                | case | test | result |
                |---|---|---|
                | `prompt_cancellation`, Mixin |  | cannot hold: be interrupted there |

                """, page("## locks", "## Traps"));
        assertEquals("""
                | 1. One that is guarded. | [LocksTest.LockTests.testAcquire](../it-tests/src/test/java/dev/reprise/it/conformance/LocksTest.java)<br>[TaskTest.one](../runtime/src/test/java/dev/reprise/task/TaskTest.java) | passes |
                | 2. One with a test that is gone. | [TaskTest.one](../runtime/src/test/java/dev/reprise/task/TaskTest.java) | dev.reprise.task.TaskTest.gone: missing |
                | 3. One whose test says so. | [TaskTest.trap3IsNamed](../runtime/src/test/java/dev/reprise/task/TaskTest.java) | passes |
                | 33. One without a test. |  | missing |
                | 34. One that has to wait. |  | needs I/O: not yet |
                """, page("| 1.", "\0"));
        assertEquals("""
                | [tasks](#tasks) | 3 | 2 | 0 | 0 | 1 |
                | [ssl](#ssl) | 1 | 0 | 1 | 0 | 0 |
                | [sslproto](#sslproto) | 1 | 1 | 0 | 0 | 0 |
                | [events](#events) | 1 | 0 | 0 | 1 | 0 |
                | all | 8 | 5 | 1 | 1 | 1 |

                """, page("| [tasks]", "## locks"));
    }

    @Test
    void whatFailedOrDidNotRunInOneRunDoesNotCount() throws Exception {
        report("jdk-17", "it-tests", "all", allPassed());
        report(
                "jdk-25",
                "it-tests",
                "all",
                ended(TESTS + "LocksTest$LockTests", "testAcquire", "<failure message='no'/>"),
                ended(TESTS + "TasksTest$BaseTaskTests", "testCancel", "<skipped message='not here'/>"),
                passed(TESTS + "SslProtoTest$Tls", "testStartTlsServer1"));
        String output = summarise(1);
        assertTrue(output.endsWith("conformance: 1 of 8 pass\n12 passed, 1 failed, 1 skipped\n"), output);
        String page = page("## locks", "\0");
        assertTrue(page.contains("LocksTest.java) | failed |\n| `acquire`, SemaphoreTests |"), page);
        assertTrue(page.contains("TasksTest.java) | skipped |"), page);
        assertTrue(page.contains("TasksWaitingTest.java) | missing |"), page);
        assertTrue(
                page.contains("TaskTest.java) | dev.reprise.it.conformance.LocksTest$LockTests.testAcquire: failed"),
                page);
    }

    @Test
    void thePageIsLeftAloneIfARunDidNotComeToTheCases() throws Exception {
        report("jdk-17", "it-tests", "all", allPassed());
        String output = summarise(0);
        assertTrue(output.endsWith("conformance: 0 of 8 pass\n11 passed, 0 failed, 0 skipped\n"), output);
        assertFalse(Files.exists(folder.resolve("page.md")));
    }

    private static String[] allPassed() {
        return new String[] {
            passed(TESTS + "LocksTest$LockTests", "testAcquire"),
            passed(TESTS + "LocksTest$SemaphoreTests", "testAcquire(int)[1]"),
            passed(TESTS + "LocksTest$SemaphoreTests", "testAcquire(int)[2]"),
            passed(TESTS + "TasksWaitingTest$Waits", "testYieldWaitDoesNotShieldCancel"),
            passed(TESTS + "TasksTest$BaseTaskTests", "testCancel"),
            passed(TESTS + "SslProtoTest$Tls", "testStartTlsServer1"),
            passed("dev.reprise.it.other.TasksTest", "testNoTest"),
        };
    }

    private static String passed(String className, String name) {
        return ended(className, name, "");
    }

    private static String ended(String className, String name, String end) {
        return "<testcase classname='%s' name='%s'>%s</testcase>".formatted(className, name, end);
    }

    private void report(String jdk, String module, String name, String... tests) throws IOException {
        Path reports =
                Files.createDirectories(folder.resolve("reports").resolve(jdk).resolve(module));
        Files.writeString(
                reports.resolve("TEST-" + name + ".xml"), "<testsuite>" + String.join("", tests) + "</testsuite>");
    }

    private String summarise(int exit) throws IOException, InterruptedException {
        Path classes = compileTools();
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes.toString(),
                        "TestSummary",
                        folder.resolve("reports").toString(),
                        folder.toString(),
                        folder.resolve("page.md").toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(exit, process.waitFor(), output);
        return output.replace("\r\n", "\n");
    }

    private Path compileTools() throws IOException {
        Path classes = folder.resolve("classes");
        List<String> arguments = new ArrayList<>(List.of("-d", classes.toString()));
        try (Stream<Path> files = Files.list(TOOLS)) {
            files.map(Path::toString).filter(file -> file.endsWith(".java")).forEach(arguments::add);
        }
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        assertEquals(0, javac.run(System.out, System.err, arguments.toArray(new String[0])));
        return classes;
    }

    /** The part of the page from one text to another, or to the end. */
    private String page(String from, String to) throws IOException {
        String page = Files.readString(folder.resolve("page.md"));
        int end = page.indexOf(to);
        return page.substring(page.indexOf(from), end < 0 ? page.length() : end);
    }
}
