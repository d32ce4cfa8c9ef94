package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.Timeout.timeout;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.DeadlockException;
import dev.reprise.task.Task;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** On virtual time: waits for processes must be announced as work outside of the loop, or they are deadlocks. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are those of Unix")
@Timeout(60)
class AsyncProcessTest extends StreamRun {

    private static final ProcessOptions OUTPUT = ProcessOptions.defaults().stdout(Redirect.PIPE);
    private static final ProcessOptions BOTH = OUTPUT.stdin(Redirect.PIPE);
    private static final int KILLED = 137;

    @TempDir
    private Path folder;

    private AsyncProcess.Output output(ProcessOptions options, String command) throws IOException {
        return run(() -> {
            AsyncProcess process = await(Processes.shell(command, options));
            return process.communicate();
        });
    }

    // -------------------------------------------------------------------------------------------------------- options

    @Test
    void aProcessRunsInItsFolder() throws IOException {
        assertEquals(
                folder.toRealPath() + "\n",
                output(OUTPUT.directory(folder), "pwd -P").text());
    }

    @Test
    void theEnvironmentIsTheOneThatIsGivenAlone() throws IOException {
        String command = "echo \"$COLOUR $HOME\"";
        assertEquals(
                "red \n",
                output(OUTPUT.environment(Map.of("COLOUR", "red")), command).text());
        assertEquals(
                "blue " + System.getenv("HOME") + "\n",
                output(OUTPUT.variable("COLOUR", "blue"), command).text());
        assertEquals(
                "blue \n",
                output(OUTPUT.environment(Map.of("COLOUR", "red")).variable("COLOUR", "blue"), command)
                        .text());
    }

    @Test
    void filesMayStandForStreams() throws IOException {
        Path source = Files.writeString(folder.resolve("source"), "b\na\n");
        Path target = folder.resolve("target");
        ProcessOptions files = ProcessOptions.defaults()
                .stdin(Redirect.from(source.toFile()))
                .stdout(Redirect.to(target.toFile()))
                .stderr(Redirect.DISCARD);
        assertEquals(0, output(files, "echo unseen >&2; sort").exitCode());
        assertEquals("a\nb\n", Files.readString(target));
        assertEquals(
                0,
                output(files.stdout(Redirect.appendTo(target.toFile())), "sort -r")
                        .exitCode());
        assertEquals("a\nb\nb\na\n", Files.readString(target));
    }

    @Test
    void inputThatIsDiscardedIsEmpty() throws IOException {
        assertEquals("0", output(OUTPUT.stdin(Redirect.DISCARD), "wc -c").text().strip());
    }

    @Test
    void errorsAreReadApartOrInTheirPlaceAmongTheOutput() throws IOException {
        String command = "echo 1; echo 2 >&2; echo 3";
        AsyncProcess.Output apart = output(ProcessOptions.piped(), command);
        assertEquals("1\n3\n", apart.text());
        assertEquals("2\n", apart.errorText());
        AsyncProcess.Output merged = output(ProcessOptions.piped().stderrToStdout(), command);
        assertEquals("1\n2\n3\n", merged.text());
        assertEquals("", merged.errorText());
    }

    @Test
    void aStreamThatIsNoPipeIsRefusedWithTheRemedy() throws IOException {
        AsyncProcess process = run(() -> Processes.shell("exit 0", ProcessOptions.defaults()));
        assertEquals(
                "stdin of " + process + " is no pipe: start it with ProcessOptions.stdin(Redirect.PIPE)",
                assertThrows(IllegalStateException.class, process::stdin).getMessage());
        assertThrows(IllegalStateException.class, process::stdout);
        assertThrows(IllegalStateException.class, process::stderr);
        assertThrows(IllegalStateException.class, () -> run(() -> process.communicate(Bytes.utf8("input"))));
        assertEquals(0, run(process::waitFor));
        assertEquals("<AsyncProcess " + process.pid() + " ended with 0>", process.toString());
        assertThrows(IllegalArgumentException.class, () -> OUTPUT.limit(0));
    }

    @Test
    void aProgramThatIsMissingIsAnIoException() {
        IOException thrown = assertThrows(
                IOException.class, () -> run(() -> Processes.exec(List.of("no-such-program"), ProcessOptions.piped())));
        assertTrue(thrown.toString().contains("no-such-program"), thrown::toString);
        assertNothingIsAwaited();
    }

    // --------------------------------------------------------------------------------------------------- the streams

    @Test
    void muchIsEchoedWithoutMoreThanTheLimitsInMemory() throws IOException {
        byte[] block = new byte[100_000];
        int blocks = 100;
        run(() -> {
            AsyncProcess cat = await(Processes.exec(List.of("cat"), BOTH));
            Task<Void> writing = loop.createTask(writing(cat.stdin(), block, blocks));
            int total = 0;
            ByteBuffer data = await(cat.stdout().read(50_000));
            while (data.hasRemaining()) {
                total += data.remaining();
                data = await(cat.stdout().read(50_000));
            }
            await(writing);
            assertEquals(blocks * block.length, total);
            assertEquals(0, await(cat.waitFor()));
            return Coroutine.done();
        });
        assertNothingIsAwaited();
    }

    @Async
    private static Coroutine<Void> writing(StreamWriter stdin, byte[] block, int blocks) throws IOException {
        for (int count = 0; count < blocks; count++) {
            stdin.write(block);
            await(stdin.drain());
            int held = stdin.transport().writeBufferSize();
            assertTrue(held <= 65536, "drained, with " + held + " bytes held");
        }
        stdin.close();
        await(stdin.waitClosed());
        return Coroutine.done();
    }

    @Test
    void drainWaitsForAProcessThatDoesNotRead() throws IOException {
        Path gate = folder.resolve("gate");
        run(() -> {
            String command = "mkfifo '" + gate + "' && echo ready && cat '" + gate + "' && wc -c";
            AsyncProcess process = await(Processes.shell(command, BOTH));
            assertEquals("ready\n", Bytes.text(await(process.stdout().readLine())));
            process.stdin().write(new byte[1_000_000]);
            Task<Void> draining = loop.createTask(process.stdin().drain());
            // What a pipe holds is taken, and nothing more.
            int most = 1_000_000 - Pipe.BLOCK;
            while (process.stdin().transport().writeBufferSize() > most) {
                await(interrupt());
            }
            assertFalse(draining.done());
            await(AsyncFiles.write(gate, ""));
            await(draining);
            process.stdin().close();
            assertEquals("1000000", Bytes.text(await(process.stdout().read())).strip());
            return Coroutine.done();
        });
        assertNothingIsAwaited();
    }

    @Test
    void aProcessThatNobodyReadsFromIsHeldUp() throws IOException {
        int limit = 1000;
        AsyncProcess process = run(() -> {
            AsyncProcess yes = await(Processes.exec(List.of("yes"), OUTPUT.limit(limit)));
            while (!yes.stdout().toString().contains("paused")) {
                await(interrupt());
            }
            return Coroutine.of(yes);
        });
        String held = process.stdout().toString();
        int bytes = Integer.parseInt(held.replaceFirst(".*?(\\d+) bytes.*", "$1"));
        assertTrue(bytes <= 2 * limit + Pipe.BLOCK, held);
        process.close();
        assertEquals(KILLED, run(process::waitFor));
        assertNothingIsAwaited();
        joinThreadsOf(process);
    }

    @Test
    void drainThrowsWhereNobodyReadsAnyMore() throws IOException {
        run(() -> {
            AsyncProcess process = await(
                    Processes.exec(List.of("true"), ProcessOptions.defaults().stdin(Redirect.PIPE)));
            process.stdin().write(new byte[1_000_000]);
            assertTrue(await(failsWithIo(process.stdin().drain())));
            assertEquals(0, await(process.waitFor()));
            assertTrue(process.stdin().isClosing());
            process.stdin().write(new byte[10]);
            assertTrue(await(failsWithIo(process.stdin().drain())));
            return Coroutine.done();
        });
        assertNothingIsAwaited();
    }

    @Async
    private static Coroutine<Boolean> failsWithIo(Coroutine<?> coroutine) {
        try {
            await(coroutine.mayThrow(IOException.class));
        } catch (IOException expected) {
            return Coroutine.of(true);
        }
        return Coroutine.of(false);
    }

    @Test
    void inputIsGivenOnce() throws IOException {
        run(() -> {
            AsyncProcess cat = await(Processes.exec(List.of("cat"), BOTH));
            assertEquals("a", await(cat.communicate(Bytes.utf8("a"))).text());
            Coroutine<?> again = cat.communicate(Bytes.utf8("b"));
            IllegalStateException thrown = assertThrows(IllegalStateException.class, again::next);
            assertEquals(
                    "communicate was given input before, which " + cat
                            + " gets to its end: call it again without input",
                    thrown.getMessage());
            return Coroutine.done();
        });
    }

    // -------------------------------------------------------------------------------------------------------- the end

    /** {@link Process#destroy} would close the pipes. */
    @Test
    void whatAProcessWritesWhenItIsTerminatedIsRead() throws IOException {
        run(() -> {
            AsyncProcess process = await(
                    Processes.shell("trap 'echo bye; exit 3' TERM; echo ready; while :; do read line; done", BOTH));
            assertEquals("ready\n", Bytes.text(await(process.stdout().readLine())));
            process.terminate();
            assertEquals("bye\n", Bytes.text(await(process.stdout().read())));
            assertEquals(3, await(process.waitFor()));
            return Coroutine.done();
        });
    }

    @Test
    void theExitCodeOfASignalIs128AndItsNumber() throws IOException {
        assertEquals(143, output(OUTPUT, "kill -TERM $$").exitCode());
        assertEquals(137, output(OUTPUT, "kill -KILL $$").exitCode());
    }

    @Test
    void otherSignalsAreSentByTheShell() throws IOException {
        run(() -> {
            AsyncProcess process =
                    await(Processes.shell("trap 'exit 4' USR1; echo ready; while :; do read line; done", BOTH));
            assertEquals("ready\n", Bytes.text(await(process.stdout().readLine())));
            assertTrue(await(failsWithIo(process.sendSignal("NO-SUCH-SIGNAL"))));
            assertTrue(process.exitCode().isEmpty());
            await(process.sendSignal("USR1"));
            assertEquals(4, await(process.waitFor()));
            await(process.sendSignal("NO-SUCH-SIGNAL"));
            return Coroutine.done();
        });
    }

    @Test
    void aTimeoutOfTheWaitLeavesTheProcessAlone() throws IOException {
        run(() -> {
            AsyncProcess cat = await(Processes.exec(List.of("cat"), BOTH));
            assertTrue(await(timesOut(cat)));
            assertEquals("a", await(cat.communicate(Bytes.utf8("a"))).text());
            return Coroutine.done();
        });
        assertNothingIsAwaited();
    }

    @Async
    private static Coroutine<Boolean> timesOut(AsyncProcess process) {
        try {
            await(timeout(Duration.ofMillis(1), process::waitFor));
        } catch (TimedOutException expected) {
            return Coroutine.of(true);
        }
        return Coroutine.of(false);
    }

    @Test
    void closingKillsAndLeavesNoThreadAndNoDescriptor() throws IOException {
        Descriptors.assumeListed();
        long before = Descriptors.ofPipes();
        AsyncProcess closed = run(() -> {
            try (AsyncProcess cat = await(Processes.exec(List.of("cat"), ProcessOptions.piped()))) {
                cat.stdin().write("a");
                assertEquals("a", Bytes.text(await(cat.stdout().read(1))));
                return Coroutine.of(cat);
            }
        });
        assertEquals("", run(() -> closed.communicate()).text());
        assertEquals(KILLED, closed.exitCode().getAsInt());
        closed.close();
        assertNothingIsAwaited();
        joinThreadsOf(closed);
        while (Descriptors.ofPipes() > before) {
            Thread.onSpinWait(); // the JVM closes its ends after it has told of the exit
        }
    }

    @Test
    void aProcessThatNobodyWantsAnyMoreIsKilled() throws Exception {
        StartedProcess started = StartedProcess.start(List.of("cat"), ProcessOptions.piped());
        started.discard();
        assertEquals(KILLED, started.process().waitFor());
        joinThreadsOf(started.process().pid());
    }

    @Test
    void aLoopThatIsClosedLetsGoOfItsPipes() throws IOException {
        AsyncProcess process = run(() -> {
            AsyncProcess yes = await(Processes.exec(List.of("yes"), BOTH.limit(10)));
            yes.stdin().write("a");
            while (!yes.stdout().toString().contains("paused")) {
                await(interrupt());
            }
            return Coroutine.of(yes);
        });
        loop.close();
        joinThreadsOf(process);
        process.handle().onExit().join(); // it cannot write any more
        assertFalse(process.handle().isAlive());
    }

    /** A wait that is still announced would not be a deadlock. */
    private void assertNothingIsAwaited() {
        assertThrows(DeadlockException.class, () -> loop.runUntilComplete(loop.createPromise()));
    }

    private static void joinThreadsOf(AsyncProcess process) {
        joinThreadsOf(process.pid());
    }

    private static void joinThreadsOf(long pid) {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().endsWith(" of process " + pid)) {
                joinUninterruptibly(thread);
            }
        }
    }

    private static void joinUninterruptibly(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException timeout) {
            throw new AssertionError(thread + " does not end", timeout);
        }
    }
}
