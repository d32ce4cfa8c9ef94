package dev.reprise.transformer.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Options;
import dev.reprise.transformer.support.Stubs;
import dev.reprise.transformer.support.Zips;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {

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

    /** A generator of numbers that emits a text: the transformer warns, and rewrites it. */
    private static final String DOUBTFUL = """
            package p;
            import dev.reprise.*;
            class Doubtful {
                @Async Generator<Integer> count() { Generator.emit("one"); return Generator.done(); }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path in;

    @SuppressWarnings("NullAway.Init")
    private Path out;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream complained = new ByteArrayOutputStream();

    @BeforeEach
    void namePlaces() throws IOException {
        in = Files.createDirectory(folder.resolve("in"));
        out = folder.resolve("out");
    }

    private void compile(String name, String source) throws IOException {
        for (Map.Entry<String, byte[]> made :
                Stubs.compile(Map.of(name, source)).entrySet()) {
            Path file = in.resolve(made.getKey() + ".class");
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.write(file, made.getValue());
        }
    }

    private Path jar() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (var files = Files.walk(in)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                entries.put(in.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
        }
        return Zips.write(folder.resolve("in.jar"), entries);
    }

    private int run(Object... words) {
        String[] strings = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            strings[i] = words[i].toString();
        }
        printed.reset();
        complained.reset();
        return new Main(
                        new PrintStream(printed, true, StandardCharsets.UTF_8),
                        new PrintStream(complained, true, StandardCharsets.UTF_8))
                .run(strings);
    }

    private String printed() {
        return withoutTime(printed);
    }

    private String complained() {
        return withoutTime(complained);
    }

    private static String withoutTime(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8)
                .replace(System.lineSeparator(), "\n")
                .replaceAll("in \\d+\\.\\d\\d s", "in TIME");
    }

    private void assertNothingWritten() {
        assertFalse(Files.exists(out));
    }

    private void assertUsage(String message) {
        assertEquals("Reprise: " + message + " (--help tells the usage)\n", complained());
        assertEquals("", printed());
        assertNothingWritten();
    }

    @Test
    void aFolderIsWrittenToAnother() throws IOException {
        compile("p/Sums", ASYNC);
        Files.writeString(in.resolve("p/notes.txt"), "notes");
        assertEquals(0, run(in, out));
        assertEquals("Reprise: transformed 1 class, 1 async method in TIME (1 class scanned)\n", printed());
        assertEquals("", complained());
        assertTrue(Files.exists(out.resolve("p/Sums$sum$async$0.class")));
        assertEquals("notes", Files.readString(out.resolve("p/notes.txt")));
        assertFalse(Files.exists(in.resolve("p/Sums$sum$async$0.class")));
    }

    @Test
    void aFolderIsRewrittenInPlace() throws IOException {
        compile("p/Sums", ASYNC);
        assertEquals(0, run(in, folder.resolve("in/../in")));
        assertTrue(Files.exists(in.resolve("p/Sums$sum$async$0.class")));
    }

    @Test
    void aJarIsWrittenToAnother() throws IOException {
        compile("p/Sums", ASYNC);
        assertEquals(0, run(jar(), out));
        assertEquals("Reprise: transformed 1 class, 1 async method in TIME (1 class scanned)\n", printed());
        assertTrue(Zips.read(out).containsKey("p/Sums$sum$async$0.class"));
    }

    @Test
    void errorsAreSaidAndNothingIsWritten() throws IOException {
        compile("p/Wrong", WRONG);
        compile("p/Sums", ASYNC);
        for (Path each : new Path[] {in, jar()}) {
            assertEquals(1, run(each, out));
            assertEquals("", printed());
            String[] lines = complained().split("\n", -1);
            assertEquals(3, lines.length);
            assertTrue(lines[0].startsWith("p/Wrong.java:4: error: "), lines[0]);
            assertEquals("Reprise: 1 error, no class was rewritten", lines[1]);
            assertNothingWritten();
        }
    }

    @Test
    void aWarningIsSaidAndDoesNoHarm() throws IOException {
        compile("p/Doubtful", DOUBTFUL);
        assertEquals(0, run(in, out));
        assertTrue(complained().startsWith("p/Doubtful.java:4: warning: "), complained());
        assertEquals(1, complained().lines().count());
        assertTrue(Files.exists(out));
    }

    @Test
    void aWarningIsAnErrorOnDemand() throws IOException {
        compile("p/Doubtful", DOUBTFUL);
        assertEquals(1, run("--fail-on-warning", in, out));
        assertTrue(complained().startsWith("p/Doubtful.java:4: warning: "), complained());
        assertTrue(complained().endsWith("\nReprise: 1 warning with failOnWarning, no class was rewritten\n"));
        assertNothingWritten();
    }

    @Test
    void aSourcePathTurnsNamesIntoPaths() throws IOException {
        compile("p/Wrong", WRONG);
        Path sources = Files.createDirectories(folder.resolve("src/p"));
        Path source = Files.writeString(sources.resolve("Wrong.java"), WRONG);
        assertEquals(
                1, run("--source-path", folder.resolve("none") + File.pathSeparator + sources.getParent(), in, out));
        assertTrue(complained().startsWith(source + ":4: error: "), complained());
    }

    @Test
    void debugKeepsVariables() throws IOException {
        compile("p/Sums", ASYNC.replace("{ return", "{ int unread = n; return"));
        Path classFile = in.resolve("p/Sums.class");
        var keeping = new AsyncTransformer(Options.defaults().withDebug(true));
        byte[] kept = Objects.requireNonNull(
                keeping.transform(Files.readAllBytes(classFile)).classes().get("p/Sums"));
        assertEquals(0, run("--debug", in, out));
        assertArrayEquals(kept, Files.readAllBytes(out.resolve("p/Sums.class")));
        assertEquals(0, run(in, out));
        assertFalse(Arrays.equals(kept, Files.readAllBytes(out.resolve("p/Sums.class"))));
    }

    /** Sums inherits from Base by a class of the class path alone: without it, nothing can be said against it. */
    @Test
    void verifyFindsWhatTheJvmWouldRefuse() throws IOException {
        Map<String, byte[]> made = Stubs.compile(Map.of("p/Sums", """
                package p;
                import dev.reprise.*;
                class Other { }
                class Base { }
                class Sums {
                    @Async Coroutine<Other> sum(Other o) { Other p = o; Coroutine.await(Coroutine.of(1)); take(p); return Coroutine.of(p); }
                    static void take(Other o) { }
                }
                """));
        Path library = folder.resolve("library");
        Files.createDirectories(library.resolve("p"));
        Files.write(library.resolve("p/Other.class"), Objects.requireNonNull(made.get("p/Other")));
        Files.write(library.resolve("p/Base.class"), Objects.requireNonNull(made.get("p/Base")));
        Files.createDirectory(in.resolve("p"));
        byte[] takesBase = renamed(Objects.requireNonNull(made.get("p/Sums")), "(Lp/Other;)V", "(Lp/Base;)V");
        Files.write(in.resolve("p/Sums.class"), takesBase);

        assertEquals(0, run("--classpath", library, in, out), this::complained);
        assertEquals(0, run("--verify", in, out), this::complained);
        assertEquals(1, run("--verify", "--classpath", library, in, folder.resolve("other")));
        assertTrue(
                complained()
                        .startsWith(
                                "p/Sums.java:6: error: [failed-verification] the rewritten class does not verify: "),
                complained());
        assertFalse(Files.exists(folder.resolve("other")));

        Files.write(in.resolve("p/Sums.class"), Objects.requireNonNull(made.get("p/Sums")));
        assertEquals(0, run("--verify", "--classpath", library, in, out), this::complained);
    }

    private static byte[] renamed(byte[] classFile, String text, String by) {
        String all = new String(classFile, StandardCharsets.ISO_8859_1);
        // A constant of the class file begins with its length.
        String from = (char) text.length() + text;
        assertTrue(all.contains(from));
        return all.replace(from, (char) by.length() + by).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void helpIsPrintedWhateverElseIsSaid() {
        assertEquals(0, run("--verify", "--help"));
        assertEquals(Main.help(), printed());
        assertTrue(
                printed().startsWith("Usage: java -jar reprise-transformer-" + AsyncTransformer.VERSION + "-cli.jar "));
        assertEquals("", complained());
    }

    @Test
    void theDocumentationSaysWhatHelpSays() throws IOException {
        String page = Files.readString(Path.of("../docs/command-line.md")).replace("\r\n", "\n");
        String help = Main.help().replace(AsyncTransformer.VERSION, "VERSION");
        assertTrue(
                page.contains("```text\n" + help + "```\n"), "docs/command-line.md shows another help than:\n" + help);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void twoNamesAreWanted(int count) {
        assertEquals(
                2, run(java.util.stream.Stream.generate(() -> in).limit(count).toArray()));
        assertUsage("IN and OUT are wanted, here are " + count + " names");
    }

    @Test
    void anUnknownOptionIsRefused() {
        assertEquals(2, run("--verfy", in, out));
        assertUsage("there is no option --verfy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--classpath", "--source-path"})
    void anOptionWithoutItsValueIsRefused(String option) {
        assertEquals(2, run(in, out, option));
        assertUsage(option + " needs a value");
    }

    @Test
    void whatIsNoPathIsRefused() {
        assertEquals(2, run(in, "a\0b"));
        assertTrue(complained().startsWith("Reprise: this is no path: "), complained());
    }

    @Test
    void namesThatBeginLikeOptionsComeAfterTwoDashes() {
        assertEquals(2, run("--", "--verify", out));
        assertUsage("--verify does not exist");
    }

    @Test
    void anInputThatDoesNotExistIsRefused() {
        assertEquals(2, run(folder.resolve("missing"), out));
        assertUsage(folder.resolve("missing") + " does not exist");
    }

    @Test
    void aFolderDoesNotBecomeAJar() throws IOException {
        compile("p/Sums", ASYNC);
        Path jar = folder.resolve("new.jar");
        assertEquals(2, run(in, jar));
        assertUsage(
                in + " is a folder, so OUT must be one too; to get a jar, transform it to a folder or in place, then:"
                        + " jar --create --file " + jar + " -C FOLDER .");
        Files.writeString(jar, "a file");
        assertEquals(2, run(in, jar));
        assertEquals("a file", Files.readString(jar));
    }

    @Test
    void aJarDoesNotBecomeAFolder() throws IOException {
        compile("p/Sums", ASYNC);
        Path other = Files.createDirectory(folder.resolve("other"));
        Path jar = jar();
        assertEquals(2, run(jar, other));
        assertUsage(jar + " is a file, so OUT must be the name of a jar, but " + other
                + " is a folder; to get a folder, unpack the jar and transform that");
    }

    @Test
    void aSingleClassIsRefused() throws IOException {
        compile("p/Sums", ASYNC);
        assertEquals(2, run(in.resolve("p/Sums.class"), out));
        assertUsage(in.resolve("p/Sums.class") + " is a single class; give the folder that its package is in");
    }

    @Test
    void foldersThatLieInOneAnotherAreRefused() throws IOException {
        compile("p/Sums", ASYNC);
        for (Path[] pair : new Path[][] {{in, in.resolve("deep/out")}, {in.resolve("p"), in}}) {
            assertEquals(2, run(pair[0], pair[1]));
            assertUsage("one of " + pair[0] + " and " + pair[1]
                    + " lies in the other; give a folder apart from IN, or IN itself");
        }
        assertFalse(Files.exists(in.resolve("deep")));
    }

    @Test
    void whatIsNoJarIsAnErrorOfTheInput() throws IOException {
        Path text = Files.writeString(folder.resolve("in.jar"), "no jar");
        assertEquals(1, run(text, out));
        assertEquals(
                "Reprise: " + text + " cannot be read as a jar: it is no zip file, or its end is missing\n",
                complained());
        assertNothingWritten();
    }

    @Test
    void aDamagedClassPathIsNamed() throws IOException {
        compile("p/Sums", ASYNC);
        Path text = Files.writeString(folder.resolve("library.jar"), "no jar");
        assertEquals(1, run("--verify", "--classpath", text, in, out));
        assertTrue(complained().startsWith("Reprise: " + text + " of the class path cannot be read: "), complained());
        assertNothingWritten();
    }

    @Test
    void anOutputThatCannotBeWrittenIsAnError() throws IOException {
        compile("p/Sums", ASYNC);
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        assertEquals(1, run(in, file.resolve("out")));
        assertTrue(complained().contains(file.toString()), complained());
    }
}
