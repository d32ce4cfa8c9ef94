package dev.reprise.examples.guide;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.timeout;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.io.AsyncFiles;
import dev.reprise.io.AsyncProcess;
import dev.reprise.io.Bytes;
import dev.reprise.io.ProcessOptions;
import dev.reprise.io.Processes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Files and processes. */
public final class Programs {

    private Programs() {}

    @Async
    static Coroutine<Integer> countErrors(Path log) throws IOException {
        int errors = 0;
        AsyncGenerator<String> lines = AsyncFiles.lines(log);
        while (await(lines.hasNext().mayThrow(IOException.class))) {
            if (lines.next().startsWith("ERROR")) {
                errors++;
            }
        }
        return Coroutine.of(errors);
    }

    @Async
    static Coroutine<String> sorted(String words) throws IOException {
        try (AsyncProcess sort = await(Processes.exec(List.of("sort", "-u"), ProcessOptions.piped()))) {
            AsyncProcess.Output output = await(sort.communicate(Bytes.utf8(words)));
            return Coroutine.of(Bytes.text(output.stdout()));
        }
    }

    @Async
    static Coroutine<Integer> exitCodeInTime(String command) throws IOException {
        try (AsyncProcess process = await(Processes.shell(command))) { // leaving the block kills it
            return Coroutine.of(await(timeout(Duration.ofMinutes(1), process::waitFor)));
        }
    }
}
