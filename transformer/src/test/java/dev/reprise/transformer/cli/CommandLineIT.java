package dev.reprise.transformer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.support.Stubs;
import dev.reprise.transformer.support.Zips;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar that users run, in a process of its own. {@link MainTest} has the details. */
class CommandLineIT {

    private static final Path JAR = Path.of(Objects.requireNonNull(
            System.getProperty("test.cli.jar"), "no system property test.cli.jar: run this test by 'mvn verify'"));

    private static final String ASYNC = """
            package p;
            import dev.reprise.*;
            class Sums {
                @Async Coroutine<Integer> sum(int n) { return Coroutine.of(n + Coroutine.await(Coroutine.of(1))); }
            }
            """;

    private static final String WRONG = """
            package p;
            import dev.reprise.*;
            class Wrong {
                @Async Coroutine<Integer> sum() { return null; }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private record Outcome(int status, String out, String err) {}

    private Outcome run(Object... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-jar", JAR.toString()));
        for (Object word : words) {
            command.add(word.toString());
        }
        Path out = folder.resolve("out.txt");
        Path err = folder.resolve("err.txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new AssertionError("took more than a minute: " + command);
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private Path jar(String source, String name) throws IOException {
        byte[] classFile =
                Objects.requireNonNull(Stubs.compile(Map.of(name, source)).get(name));
        return Zips.write(folder.resolve("in.jar"), Map.of(name + ".class", classFile));
    }

    @Test
    void rewritesAndVerifiesAJar() throws Exception {
        Outcome outcome = run("--verify", jar(ASYNC, "p/Sums"), "out.jar");
        assertEquals("", outcome.err);
        assertEquals(0, outcome.status);
        assertTrue(outcome.out.matches(
                "Reprise: transformed 1 class, 1 async method in [\\d.]+ s \\(1 class scanned\\)\\R"));
        assertEquals(
                List.of("p/Sums.class", "p/Sums$sum$async$0.class"),
                List.copyOf(Zips.read(folder.resolve("out.jar")).keySet()));
    }

    @Test
    void rewritesAFolderToTheBytesThatTheTransformerGives() throws Exception {
        byte[] classFile =
                Objects.requireNonNull(Stubs.compile(Map.of("p/Sums", ASYNC)).get("p/Sums"));
        Path in = Files.createDirectories(folder.resolve("in/p"));
        Files.write(in.resolve("Sums.class"), classFile);
        assertEquals(0, run("in", "out").status);
        new AsyncTransformer(dev.reprise.transformer.Options.defaults())
                .transform(classFile)
                .classes()
                .forEach((name, bytes) ->
                        assertArrayEquals(bytes, read(folder.resolve("out").resolve(name + ".class"))));
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void anErrorInTheInputIsStatus1() throws Exception {
        Outcome outcome = run(jar(WRONG, "p/Wrong"), "out.jar");
        assertEquals(1, outcome.status);
        assertEquals("", outcome.out);
        assertTrue(outcome.err.startsWith("p/Wrong.java:4: error: "), outcome.err);
        assertFalse(Files.exists(folder.resolve("out.jar")));
    }

    @Test
    void aWrongCommandIsStatus2() throws Exception {
        Outcome outcome = run("in.jar");
        assertEquals(2, outcome.status);
        assertEquals("Reprise: IN and OUT are wanted, here are 1 names (--help tells the usage)", outcome.err.strip());
    }

    @Test
    void helpNamesTheJar() throws Exception {
        Outcome outcome = run("--help");
        assertEquals(0, outcome.status);
        assertEquals(
                "Usage: java -jar " + JAR.getFileName() + " [OPTION...] IN OUT",
                outcome.out.lines().findFirst().orElse(""));
        assertEquals("", outcome.err);
    }

    /** ASM is inside, under names that no other ASM has, with its licence. */
    @Test
    void holdsAllThatItNeedsAndNoMore() throws IOException {
        Map<String, byte[]> entries = Zips.read(JAR);
        assertTrue(entries.containsKey("dev/reprise/transformer/shaded/asm/ClassReader.class"));
        for (String name : entries.keySet()) {
            assertTrue(name.startsWith("META-INF/") || name.startsWith("dev/"), name);
        }
        assertTrue(text(entries, "META-INF/licenses/asm.txt").contains("DISCLAIMED"));
        assertTrue(text(entries, "META-INF/licenses/reprise.txt").contains("Apache License"));
        assertTrue(Files.size(JAR) < 800_000, "it was meant to stay small");
    }

    /** What the Maven plugin and others depend on has nothing of this. */
    @Test
    void theMainJarStaysAsItIs() throws IOException {
        String name = Objects.requireNonNull(JAR.getFileName()).toString();
        Map<String, byte[]> entries = Zips.read(JAR.resolveSibling(name.replace("-cli.jar", ".jar")));
        assertTrue(entries.containsKey("dev/reprise/transformer/AsyncTransformer.class"));
        assertFalse(entries.keySet().stream().anyMatch(each -> each.contains("shaded") || each.contains("licenses")));
        assertFalse(Files.exists(Path.of("dependency-reduced-pom.xml")));
    }

    private static String text(Map<String, byte[]> entries, String name) {
        return new String(Objects.requireNonNull(entries.get(name), name), StandardCharsets.UTF_8);
    }
}
