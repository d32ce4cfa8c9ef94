package dev.reprise.it.differential;

import dev.reprise.it.support.InMemoryCompiler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The sources of bodies that a test compiles itself: for another release or by another compiler than the build's. */
public final class Sources {

    /** Since which release Java has what a target is written in, if not since 8. */
    private static final Map<String, Integer> SINCE = Map.ofEntries(
            Map.entry("InaccessibleTypes.java", 10),
            Map.entry("InferredTypes.java", 10),
            Map.entry("InstanceofPatterns.java", 16),
            Map.entry("Interfaces.java", 9),
            Map.entry("NewerSyntax.java", 16),
            Map.entry("RecordsAndEnums.java", 16),
            Map.entry("SealedTypes.java", 17),
            Map.entry("SwitchExpressions.java", 14),
            Map.entry("SwitchExpressionsWithTry.java", 14),
            Map.entry("SwitchRules.java", 14),
            Map.entry("UninitialisedLocals.java", 14));

    private static final Path TARGETS = Path.of("src/test/java/dev/reprise/it/targets");

    private Sources() {}

    /** Returns the files of the targets that can be compiled for a release. */
    public static List<Path> targets(int release) {
        return filesBelow(TARGETS).stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .filter(file -> SINCE.getOrDefault(file.getFileName().toString(), 8) <= release)
                .toList();
    }

    /** Returns the files of a folder of test resources, which the build does not compile. */
    public static List<Path> resources(String folder) {
        try {
            return filesBelow(Path.of(Objects.requireNonNull(Sources.class.getResource("/" + folder), folder)
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the tests' own class path is not a directory", e);
        }
    }

    /** Compiles files with javac, with debug information, and makes both sides of their bodies. */
    static BodySet compile(List<Path> files, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-g");
        return new BodySet(
                InMemoryCompiler.compile(all, files.stream().map(Sources::read).toArray(String[]::new)));
    }

    private static List<Path> filesBelow(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
