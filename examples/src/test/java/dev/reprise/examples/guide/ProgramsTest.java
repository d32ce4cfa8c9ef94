package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On virtual time, which waits for the threads and the processes. */
class ProgramsTest extends Example {

    @Test
    void linesOfAFileAreCounted(@TempDir Path folder) throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "INFO a\nERROR b\nERROR c\n");
        assertEquals(2, run(Programs.countErrors(log)));
    }

    @Test
    void aProcessSorts() throws IOException {
        assertEquals("a\nb\n", run(Programs.sorted("b\na\nb\n")));
    }

    @Test
    void theExitCodeOfACommand() throws IOException {
        assertEquals(3, run(Programs.exitCodeInTime("exit 3")));
    }
}
