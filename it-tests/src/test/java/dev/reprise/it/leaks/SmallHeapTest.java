package dev.reprise.it.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.it.leaks.SmallHeapPrograms.Program;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Long loops in JVMs with a small heap: what is kept a turn, were it a byte, would end them. */
class SmallHeapTest {

    private static final long LIMIT_MINUTES = 5;
    private static final int OUT_OF_MEMORY = 3;

    @TempDir
    private Path folder;

    /** The smallest object has 16 bytes, so a million turns that keep one fill 16 MiB. */
    @ParameterizedTest
    @CsvSource({
        "COMPLETED_CHILD, 100_000_000, 32",
        "LEAF, 100_000_000, 32",
        "SUSPENDED_CHILD, 100_000_000, 32",
        "FAILING_CHILD, 1_000_000, 16",
        "GENERATOR, 20_000_000, 16",
        "ASYNC_GENERATOR, 4_000_000, 16",
        "ASYNC_GENERATORS, 1_000_000, 16",
        "FORGOTTEN_ASYNC_GENERATORS, 200_000, 16",
        "SLEEP, 4_000_000, 16",
        "TASK, 2_000_000, 16",
        "PROMISE, 2_000_000, 16"
    })
    void aLongLoopRunsInASmallHeap(Program program, String turns, int mebibytes) throws Exception {
        String count = turns.replace("_", "");
        assertEquals(0, exitOf(program, count, mebibytes), this::printed);
        assertEquals(count, printed().strip());
    }

    /** Without this the others would prove nothing. */
    @Test
    void aLoopThatLeaksDoesNot() throws Exception {
        assertEquals(OUT_OF_MEMORY, exitOf(Program.LEAK, "1000000", 16), this::printed);
    }

    private int exitOf(Program program, String turns, int mebibytes) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + mebibytes + "m",
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        folderOf(Coroutine.class) + File.pathSeparator + folderOf(SmallHeapPrograms.class),
                        SmallHeapPrograms.class.getName(),
                        program.name(),
                        turns)
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
        try {
            assertTrue(process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES), () -> program + " does not end: " + printed());
        } finally {
            process.destroyForcibly();
        }
        return process.exitValue();
    }

    private Path output() {
        return folder.resolve("output.txt");
    }

    private String printed() {
        try {
            return Files.readString(output());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
