package dev.reprise.benchmarks.harness;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The CPU time of all threads of this process, the collector's and the compiler's too. A process that never waits and has one
 * CPU to itself takes as much as the clock says; on a busy machine it takes the same, and the clock says more.
 */
final class Cpu {

    private static final File THREADS = new File("/proc/self/task");

    private static final boolean COUNTED = schedulerNanos(
                    new File(THREADS, String.valueOf(ProcessHandle.current().pid())))
            > 0;

    private Cpu() {}

    /** Returns nanoseconds since some time: of CPU where the system counts them exactly, or else of the clock. */
    static long nanos() {
        if (!COUNTED) {
            return System.nanoTime();
        }
        long sum = 0;
        File[] threads = THREADS.listFiles();
        if (threads != null) {
            for (File thread : threads) {
                sum += schedulerNanos(thread);
            }
        }
        return sum;
    }

    private static long schedulerNanos(File thread) {
        String line = firstLine(thread.toPath().resolve("schedstat"));
        return line == null ? 0 : Long.parseLong(line.substring(0, line.indexOf(' ')));
    }

    private static @Nullable String firstLine(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.US_ASCII);
        } catch (IOException noSuchThread) { // it has ended, or the system is no Linux
            return null;
        }
    }
}
