package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.io.AsyncFiles;
import dev.reprise.io.AsyncProcess;
import dev.reprise.io.Bytes;
import dev.reprise.io.ProcessOptions;
import dev.reprise.io.Processes;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Gather;
import dev.reprise.task.Task;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code test_subprocess.py}. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are those of Unix")
@Timeout(60)
class SubprocessTest {

    /** More than fits into a pipe and the buffers on the way. */
    private static final int MUCH = 4 * 1024 * 1024;

    private static final int KILLED = 128 + 9;

    private static final ProcessOptions INPUT = ProcessOptions.defaults().stdin(Redirect.PIPE);
    private static final ProcessOptions OUTPUT = ProcessOptions.defaults().stdout(Redirect.PIPE);
    private static final ProcessOptions BOTH = INPUT.stdout(Redirect.PIPE);

    /** Waits for input that never comes. */
    private static Coroutine<AsyncProcess> blocked() throws IOException {
        return Processes.exec(List.of("cat"), BOTH);
    }

    @Async
    private static Coroutine<Boolean> isCancelled(Task<?> task) {
        try {
            await(task);
        } catch (CancelledError cancelled) {
            return Coroutine.of(true);
        }
        return Coroutine.of(false);
    }

    @Nested
    class SubprocessMixin {

        @Test
        void testStdinStdout() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess cat = await(Processes.exec(List.of("cat"), BOTH));
                cat.stdin().write("some data");
                await(cat.stdin().drain());
                cat.stdin().close();
                assertEquals("some data", Bytes.text(await(cat.stdout().read())));
                assertEquals(0, await(cat.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testCommunicate() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess cat = await(Processes.exec(List.of("cat"), BOTH));
                AsyncProcess.Output output = await(cat.communicate(Bytes.utf8("some data")));
                assertEquals("some data", output.text());
                assertEquals("", output.errorText());
                assertEquals(0, output.exitCode());
                assertEquals(OptionalInt.of(0), cat.exitCode());
                return Coroutine.done();
            });
        }

        @Test
        void testShell() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess shell = await(Processes.shell("exit 7"));
                assertEquals(7, await(shell.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testKill() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess process = await(blocked());
                process.kill();
                assertEquals(KILLED, await(process.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testCommunicateIgnoreBrokenPipe() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess process = await(Processes.exec(List.of("true"), INPUT));
                AsyncProcess.Output output = await(process.communicate(ByteBuffer.allocate(MUCH)));
                assertEquals(0, output.exitCode());
                assertEquals(0, await(process.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testPauseReading() throws IOException {
            int limit = 10;
            String written = "x".repeat(2 * limit + 1);
            RealLoop.run(() -> {
                AsyncProcess process = await(Processes.exec(List.of("printf", "%s", written), OUTPUT.limit(limit)));
                while (!process.stdout().toString().contains("paused")) {
                    await(interrupt());
                }
                assertEquals(written, await(process.communicate()).text());
                return Coroutine.done();
            });
        }

        @Test
        void testEmptyInput() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess process = await(Processes.exec(List.of("wc", "-c"), ProcessOptions.piped()));
                AsyncProcess.Output output = await(process.communicate(ByteBuffer.allocate(0)));
                assertEquals("0", output.text().strip());
                assertEquals(0, output.exitCode());
                return Coroutine.done();
            });
        }

        @Test
        void testCancelProcessWait() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess process = await(blocked());
                Task<Integer> waiting = EventLoop.current().createTask(process.waitFor());
                EventLoop.current().callSoon(waiting::cancel);
                assertTrue(await(isCancelled(waiting)));
                assertFalse(waiting.cancel());
                assertEquals(OptionalInt.empty(), process.exitCode());
                process.kill();
                assertEquals(KILLED, await(process.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testCloseKillRunning() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess process = await(blocked());
                assertEquals(OptionalInt.empty(), process.exitCode());
                process.close();
                assertEquals(KILLED, await(process.waitFor()));
                return Coroutine.done();
            });
        }

        @Test
        void testReadStdoutAfterProcessExit() throws IOException {
            RealLoop.run(() -> {
                AsyncProcess process = await(Processes.shell("head -c 60000 /dev/zero; exit 1", OUTPUT));
                assertEquals(1, await(process.waitFor()));
                int total = 0;
                ByteBuffer data = await(process.stdout().read(4096));
                while (data.hasRemaining()) {
                    total += data.remaining();
                    await(interrupt());
                    data = await(process.stdout().read(4096));
                }
                assertEquals(60000, total);
                return Coroutine.done();
            });
        }
    }

    @TempDir
    private Path folder;

    @Test
    void trap32NoOutputIsLost() throws IOException {
        RealLoop.run(() -> {
            List<Coroutine<String>> outputs = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int number = 0; number < 10; number++) {
                expected.add("foo" + number);
                outputs.add(outputOf("echo", "foo" + number));
            }
            assertEquals(expected, await(Gather.gather(outputs)));
            return Coroutine.done();
        });
    }

    @Async
    private static Coroutine<String> outputOf(String... command) throws IOException {
        AsyncProcess process = await(Processes.exec(List.of(command), OUTPUT));
        return Coroutine.of(await(process.communicate()).text().strip());
    }

    /** The shell leaves a program behind, which has its output and writes there only when the shell has gone. */
    @Test
    void trap32WhatAnotherProcessWritesAfterTheExitIsNotLost() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        RealLoop.run(() -> {
            String command = "mkfifo '%1$s' '%2$s' && { { cat '%1$s'; cat '%2$s'; } & } && echo early && read line"
                    .formatted(first, second);
            AsyncProcess shell = await(Processes.shell(command, BOTH));
            assertEquals("early\n", Bytes.text(await(shell.stdout().readLine())));
            shell.stdin().write("go\n");
            assertEquals(0, await(shell.waitFor()));
            await(AsyncFiles.write(first, "late"));
            assertEquals("late", Bytes.text(await(shell.stdout().readExactly(4))));
            await(AsyncFiles.write(second, "later"));
            assertEquals("later", Bytes.text(await(shell.stdout().read())));
            return Coroutine.done();
        });
    }

    @Test
    void trap32ASignalToAProcessThatEndsDoesNotDisturbItsExitCode() throws IOException {
        RealLoop.run(() -> {
            for (int count = 0; count < 10; count++) {
                AsyncProcess process = await(Processes.exec(List.of("true"), ProcessOptions.defaults()));
                process.terminate();
                int code = await(process.waitFor());
                assertTrue(code == 0 || code == 128 + 15, "exit code " + code);
                process.terminate();
                process.kill();
                await(process.sendSignal("HUP"));
                assertEquals(code, await(process.waitFor()));
            }
            return Coroutine.done();
        });
    }

    @Test
    void trap32ACancelledCommunicateLosesNothingAndCanBeRepeated() throws IOException {
        Path gate = folder.resolve("gate");
        byte[] input = new byte[MUCH];
        RealLoop.run(() -> {
            String command = "mkfifo '" + gate + "' && echo ready >&2 && echo begin && cat '" + gate + "' && cat";
            AsyncProcess process = await(Processes.shell(command, ProcessOptions.piped()));
            assertEquals("ready\n", Bytes.text(await(process.stderr().readLine())));
            Task<AsyncProcess.Output> first =
                    EventLoop.current().createTask(process.communicate(ByteBuffer.wrap(input)));
            while (process.stdin().transport().writeBufferSize() == 0
                    || !process.stdout().toString().contains("6 bytes")) {
                await(interrupt());
            }
            assertTrue(first.cancel());
            assertTrue(await(isCancelled(first)));

            await(AsyncFiles.write(gate, "middle\n"));
            AsyncProcess.Output output = await(process.communicate());
            assertEquals("begin\nmiddle\n", output.text().substring(0, 13));
            assertEquals(13 + MUCH, output.stdout().remaining());
            assertEquals(0, output.exitCode());
            assertEquals(output, await(process.communicate()), "once more");
            return Coroutine.done();
        });
        assertTrue(Files.exists(gate));
    }
}
