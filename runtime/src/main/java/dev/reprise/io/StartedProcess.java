package dev.reprise.io;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A process that was started, and the threads that read from it. They are there before the loop hears of it, which may be after
 * its end.
 */
record StartedProcess(
        Process process,
        @Nullable BlockReader stdout,
        @Nullable BlockReader stderr) {

    /** Starts a process, on the thread that calls this. */
    static StartedProcess start(List<String> command, ProcessOptions options) throws IOException {
        Process process = options.builder(command).start();
        return new StartedProcess(
                process,
                options.pipesStdout() ? BlockReader.start(process.getInputStream(), name("stdout", process)) : null,
                options.pipesStderr() ? BlockReader.start(process.getErrorStream(), name("stderr", process)) : null);
    }

    /** Names one of its streams, for threads and messages. */
    static String name(String stream, Process process) {
        return stream + " of process " + process.pid();
    }

    /** Gets rid of it, when nobody wants it. */
    void discard() {
        process.toHandle().destroyForcibly();
        if (stdout != null) {
            stdout.abandon();
        }
        if (stderr != null) {
            stderr.abandon();
        }
        Pipe.closeQuietly(process.getOutputStream()); // nobody has written, so this does not wait
    }
}
