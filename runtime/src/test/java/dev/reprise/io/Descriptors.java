package dev.reprise.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open, by the links of {@code /proc}. */
final class Descriptors {

    private static final Path OPEN = Path.of("/proc/self/fd");

    private Descriptors() {}

    static void assumeListed() {
        assumeTrue(Files.isDirectory(OPEN), "there is no " + OPEN);
    }

    /** Returns how many descriptors a file has here. */
    static long of(Path file) throws IOException {
        String target = file.toRealPath().toString();
        return all().stream().filter(target::equals).count();
    }

    /** Returns how many pipes there are. */
    static long ofPipes() throws IOException {
        return all().stream().filter(target -> target.startsWith("pipe:")).count();
    }

    private static List<String> all() throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> links = Files.list(OPEN)) {
            for (Path link : links.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(link).toString());
                } catch (NoSuchFileException closedMeanwhile) {
                    // The one that the list itself had.
                }
            }
        }
        return targets;
    }
}
