package dev.reprise.it.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the tables expect is what Python prints, where there is a Python to ask. */
class ReferenceTest {

    /** Python 3.11 leaves a finally block out in "a finally that raises in its parent"; 3.12 repaired it. */
    private static final String NEW_ENOUGH = "import sys; sys.exit(sys.version_info < (3, 12))";

    @ParameterizedTest(name = "{1} is what Python prints for {0}")
    @CsvSource({
        "sequences.txt, expected.txt",
        "generators.txt, expected-generators.txt",
        "async-generators.txt, expected-async-generators.txt"
    })
    void pythonPrintsWhatIsExpected(String sequences, String expected) throws Exception {
        Optional<String> python = python();
        assumeTrue(python.isPresent(), "no Python 3.12 or newer on the PATH");
        Process process = new ProcessBuilder(python.get(), "-B", "-X", "utf8", script().toString(), sequences)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor());
        assertEquals(Table.parse(Table.contents(expected)), Table.parse(printed));
    }

    private static Path script() throws URISyntaxException {
        return Path.of(Objects.requireNonNull(ReferenceTest.class.getResource("/protocol/protocol.py"))
                .toURI());
    }

    private static Optional<String> python() throws IOException, InterruptedException {
        List<String> candidates = new ArrayList<>();
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            for (String name : List.of("python3", "python", "python3.14", "python3.13", "python3.12")) {
                if (new File(folder, name).canExecute()) {
                    candidates.add(new File(folder, name).getPath());
                }
            }
        }
        for (String candidate : candidates) {
            if (succeeds(candidate, "-c", NEW_ENOUGH)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean succeeds(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        boolean ended = process.waitFor(10, TimeUnit.SECONDS);
        process.destroyForcibly();
        return ended && process.exitValue() == 0;
    }
}
