package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.support.Stubs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTransformerTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    private static final FileTime LONGER_AGO = FileTime.fromMillis(900_000_000_000L);

    private static final String ASYNC = """
            package p;
            import dev.reprise.*;
            class Sums {
                @Async Coroutine<Integer> first(int n) { return Coroutine.of(n + Coroutine.await(Coroutine.of(1))); }
                @Async Coroutine<Integer> second(int n) { return Coroutine.of(n + Coroutine.await(Coroutine.of(2))); }
            }
            """;

    private static final String PLAIN = "package p.q; class Plain { int number = 1; }";

    private static final String WRONG = """
            package z;
            import dev.reprise.*;
            class Wrong {
                @Async Coroutine<Integer> first() { return null; }
                int second() { return Coroutine.await(Coroutine.of(2)); }
            }
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    private void compile(Map<String, String> sources) throws IOException {
        for (Map.Entry<String, byte[]> made : Stubs.compile(sources).entrySet()) {
            write(made.getKey() + ".class", made.getValue());
        }
    }

    private void write(String path, byte[] bytes) throws IOException {
        Path file = folder.resolve("classes").resolve(path);
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, LONG_AGO);
    }

    private Report transform() throws IOException {
        return new DirectoryTransformer(new AsyncTransformer(Options.defaults()))
                .transform(folder.resolve("classes"), path -> !path.startsWith("excluded/"));
    }

    /** Returns all files by path. */
    private SortedMap<String, byte[]> files() throws IOException {
        return filesOf(folder.resolve("classes"));
    }

    private static SortedMap<String, byte[]> filesOf(Path root) throws IOException {
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(root.relativize(path).toString().replace('\\', '/'), Files.readAllBytes(path));
            }
        }
        return files;
    }

    private static void assertSame(SortedMap<String, byte[]> expected, SortedMap<String, byte[]> found) {
        assertEquals(expected.keySet(), found.keySet());
        expected.forEach((path, bytes) -> assertArrayEquals(bytes, found.get(path), path));
    }

    private void assertUntouched() throws IOException {
        for (String path : files().keySet()) {
            assertEquals(
                    LONG_AGO,
                    Files.getLastModifiedTime(folder.resolve("classes").resolve(path)),
                    path);
        }
    }

    private void touchAll() throws IOException {
        for (String path : files().keySet()) {
            Files.setLastModifiedTime(folder.resolve("classes").resolve(path), LONG_AGO);
        }
    }

    @Test
    void rewritesClassesAndAddsTheirFrames() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/q/Plain", PLAIN));
        Report report = transform();
        assertEquals(new Report(2, 1, 2, List.of(), false), report);
        assertEquals(
                Set.of("p/Sums.class", "p/Sums$first$async$0.class", "p/Sums$second$async$1.class", "p/q/Plain.class"),
                files().keySet());
        assertEquals(
                LONG_AGO,
                Files.getLastModifiedTime(folder.resolve("classes/p/q/Plain.class")),
                "not concerned, not written");
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/q/Plain", PLAIN));
        transform();
        SortedMap<String, byte[]> before = files();
        touchAll();
        Report report = transform();
        assertEquals(0, report.classes());
        assertEquals(0, report.methods());
        assertSame(before, files());
        assertUntouched();
    }

    @Test
    void compilingAgainAndTransformingAgainGivesTheSameBytes() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        transform();
        SortedMap<String, byte[]> before = files();
        compile(Map.of("p/Sums", ASYNC));
        assertFalse(java.util.Arrays.equals(
                Objects.requireNonNull(before.get("p/Sums.class")),
                Objects.requireNonNull(files().get("p/Sums.class"))));
        touchAll();
        assertEquals(1, transform().classes());
        assertSame(before, files());
        assertEquals(
                LONG_AGO,
                Files.getLastModifiedTime(folder.resolve("classes/p/Sums$first$async$0.class")),
                "the frame class would not change");
    }

    @Test
    void oneErrorAnywhereAndNothingIsWritten() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "z/Wrong", WRONG));
        SortedMap<String, byte[]> before = files();
        Report report = transform();
        assertTrue(report.failed());
        assertEquals(0, report.classes());
        assertEquals(0, report.methods());
        assertSame(before, files());
        assertUntouched();
    }

    @Test
    void oneErrorAnywhereAndNoOrphanIsDeleted() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        transform();
        compile(Map.of("p/Sums", "package p; class Sums {}", "z/Wrong", WRONG));
        SortedMap<String, byte[]> before = files();
        assertTrue(transform().failed());
        assertSame(before, files());
    }

    @Test
    void theErrorsOfAllClassesComeAtOnceInTheirOrder() throws IOException {
        compile(Map.of("z/Wrong", WRONG, "a/Wrong", WRONG.replace("package z", "package a"), "p/Sums", ASYNC));
        assertEquals(
                List.of("a.Wrong", "a.Wrong", "z.Wrong", "z.Wrong"),
                transform().diagnostics().stream().map(Diagnostic::className).toList());
    }

    @Test
    void theErrorsOfAFileComeInTheOrderOfItsLines() throws IOException {
        compile(Map.of("a/Wrong", """
                package a;
                import dev.reprise.*;
                class Wrong {
                    @Async Coroutine<Integer> first() { return null; }
                    static class Nested {
                        @Async Coroutine<Integer> second() { return null; }
                    }
                    @Async Coroutine<Integer> third() { return null; }
                }
                """));
        assertEquals(
                List.of("first", "second", "third"),
                transform().diagnostics().stream().map(Diagnostic::method).toList());
    }

    @Test
    void warningsFailIfThatIsChosen() throws IOException {
        compile(Map.of("p/Drops", """
                package p;
                import dev.reprise.*;
                class Drops {
                    @Async Coroutine<Integer> drops() { drops(); return Coroutine.of(1); }
                }
                """, "p/Sums", ASYNC));
        SortedMap<String, byte[]> before = files();
        AsyncTransformer transformer = new AsyncTransformer(Options.defaults());
        Report failed = new DirectoryTransformer(transformer, new Checks(true, null))
                .transform(folder.resolve("classes"), path -> true);
        assertTrue(failed.failed());
        assertEquals(0, failed.classes());
        assertEquals(
                List.of(DiagnosticCode.NEVER_AWAITED),
                failed.diagnostics().stream().map(Diagnostic::code).toList());
        assertSame(before, files());
        Report passed = transform();
        assertFalse(passed.failed());
        assertEquals(failed.diagnostics(), passed.diagnostics());
        assertEquals(2, passed.classes());
    }

    @Test
    void theFrameOfAMethodThatIsGoneIsDeleted() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        transform();
        compile(Map.of("p/Sums", ASYNC.replaceFirst("@Async Coroutine<Integer> first.*\n", "\n")));
        transform();
        assertEquals(Set.of("p/Sums.class", "p/Sums$second$async$0.class"), files().keySet());
    }

    @Test
    void theFramesOfAClassThatIsNoLongerAsyncAreDeleted() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        transform();
        compile(Map.of("p/Sums", "package p; class Sums {}"));
        transform();
        assertEquals(Set.of("p/Sums.class"), files().keySet());
    }

    @Test
    void theFramesOfAClassThatIsGoneAreDeleted() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/q/Plain", PLAIN));
        transform();
        Files.delete(folder.resolve("classes/p/Sums.class"));
        transform();
        assertEquals(Set.of("p/q/Plain.class"), files().keySet());
    }

    @Test
    void theFramesOfAClassThatWasRewrittenBeforeStay() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/Other", ASYNC.replace("Sums", "Other")));
        transform();
        compile(Map.of("p/Other", ASYNC.replace("Sums", "Other")));
        Report report = transform();
        assertEquals(1, report.classes());
        assertEquals(6, files().size(), files().keySet()::toString);
    }

    @Test
    void whatIsExcludedIsNotLookedAt() throws IOException {
        compile(Map.of("excluded/Wrong", WRONG.replace("package z", "package excluded"), "p/q/Plain", PLAIN));
        Report report = transform();
        assertEquals(new Report(1, 0, 0, List.of(), false), report);
        assertUntouched();
    }

    @Test
    void aFrameClassOfAnExcludedOwnerStays() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        transform();
        compile(Map.of("p/Sums", ASYNC));
        SortedMap<String, byte[]> before = files();
        Report report = new DirectoryTransformer(new AsyncTransformer(Options.defaults()))
                .transform(folder.resolve("classes"), path -> !path.equals("p/Sums.class"));
        assertEquals(0, report.classes());
        assertSame(before, files());
    }

    /** A multi-release jar holds several versions of a class, those for newer Javas below META-INF/versions. */
    @Test
    void aVersionOfAClassIsRewrittenInItsOwnPlace() throws IOException {
        byte[] base = Objects.requireNonNull(
                Stubs.compile(Map.of("p/Sums", "package p; class Sums {}")).get("p/Sums"));
        byte[] versioned =
                Objects.requireNonNull(Stubs.compile(Map.of("p/Sums", ASYNC)).get("p/Sums"));
        write("p/Sums.class", base);
        write("META-INF/versions/21/p/Sums.class", versioned);
        transform();
        SortedMap<String, byte[]> files = files();
        assertArrayEquals(base, files.get("p/Sums.class"));
        assertNotEquals(
                versioned.length, Objects.requireNonNull(files.get("META-INF/versions/21/p/Sums.class")).length);
        assertEquals(
                Set.of(
                        "p/Sums.class",
                        "META-INF/versions/21/p/Sums.class",
                        "META-INF/versions/21/p/Sums$first$async$0.class",
                        "META-INF/versions/21/p/Sums$second$async$1.class"),
                files.keySet());
    }

    @Test
    void filesThatCannotBeReadAsClassesAreNamedAndNothingIsWritten() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "z/Wrong", WRONG));
        byte[] sound = Objects.requireNonNull(files().get("p/Sums.class"));
        write("a/CutOff.class", java.util.Arrays.copyOf(sound, 700));
        write("p/Text.class", "import dev/reprise/Async; not a class at all".getBytes(StandardCharsets.UTF_8));
        write("p/Empty.class", new byte[0]);
        SortedMap<String, byte[]> before = files();
        Report report = transform();
        assertTrue(report.failed());
        assertEquals(
                List.of("p.Sums", "p.Text", "z.Wrong", "z.Wrong"),
                report.diagnostics().stream().map(Diagnostic::className).toList(),
                "by its own name, if that can be read, else by the file's; and an empty file mentions nothing");
        assertSame(before, files());
        assertUntouched();
    }

    @Test
    void aFrameClassThatIsDamagedIsNotTakenForAnOrphan() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        transform();
        byte[] frame = Objects.requireNonNull(files().get("p/Sums$first$async$0.class"));
        write("p/Sums$first$async$0.class", java.util.Arrays.copyOf(frame, frame.length - 1));
        SortedMap<String, byte[]> before = files();
        assertTrue(transform().failed());
        assertSame(before, files());
    }

    @Test
    void aFolderWithTheNameOfAClassIsAFolder() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        write("p/Folder.class/p/q/notes.txt", new byte[3]);
        Report report = transform();
        assertEquals(1, report.scanned());
        assertEquals(1, report.classes());
    }

    /** A link is neither followed into another folder nor round in a circle. */
    @Test
    void linksAreNotFollowedRoundInACircle() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        Files.createSymbolicLink(folder.resolve("classes/p/loop"), folder.resolve("classes"));
        assertEquals(1, transform().scanned());
    }

    @Test
    void aFileThatCannotBeOpenedIsNamedAndNothingIsWritten() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        Files.createSymbolicLink(folder.resolve("classes/z.class"), folder.resolve("nowhere"));
        Exception error = assertThrows(IOException.class, this::transform);
        assertTrue(String.valueOf(error.getMessage()).contains("z.class"), error::toString);
        Files.delete(folder.resolve("classes/z.class"));
        assertUntouched();
    }

    @Test
    void aClassThatHasTheNameOfAFrameClassIsNotOverwritten() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/Sums$first$async$0", "package p; class Sums$first$async$0 {}"));
        SortedMap<String, byte[]> before = files();
        Report report = transform();
        assertTrue(report.failed());
        assertEquals("p.Sums", report.diagnostics().get(0).className());
        assertSame(before, files());
        assertUntouched();
    }

    @Test
    void aClassThatIsNotWhereItsNameSaysIsLeftAloneWithAWarning() throws IOException {
        write(
                "elsewhere/Sums.class",
                Objects.requireNonNull(Stubs.compile(Map.of("p/Sums", ASYNC)).get("p/Sums")));
        Report report = transform();
        assertFalse(report.failed());
        assertEquals(0, report.classes());
        assertEquals(Set.of("elsewhere/Sums.class"), files().keySet());
        assertEquals("elsewhere.Sums", report.diagnostics().get(0).className());
        assertFalse(report.diagnostics().get(0).isError());
        assertUntouched();
    }

    @Test
    void whereWarningsCountNothingIsWritten() throws IOException {
        compile(Map.of("p/Sums", ASYNC));
        AsyncTransformer warning = new AsyncTransformer(Options.defaults().withLargeMethodWarning(10));
        Report report = new DirectoryTransformer(warning, new Checks(true, null))
                .transform(folder.resolve("classes"), path -> true);
        assertTrue(report.failed());
        assertEquals(2, report.diagnostics().size());
        assertUntouched();
        assertFalse(new DirectoryTransformer(warning)
                .transform(folder.resolve("classes"), path -> true)
                .failed());
    }

    private Report transformToOther() throws IOException {
        return new DirectoryTransformer(new AsyncTransformer(Options.defaults()))
                .transform(folder.resolve("classes"), folder.resolve("a/b/other"), path -> true);
    }

    private SortedMap<String, byte[]> others() throws IOException {
        return filesOf(folder.resolve("a/b/other"));
    }

    @Test
    void anotherFolderGetsEverythingAndTheInputIsLeftAlone() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/q/Plain", PLAIN));
        write("p/notes.txt", new byte[] {1, 2, 3});
        SortedMap<String, byte[]> before = files();
        assertEquals(new Report(2, 1, 2, List.of(), false), transformToOther());
        assertSame(before, files());
        assertUntouched();
        SortedMap<String, byte[]> copied = others();
        transform();
        assertSame(files(), copied);
        assertEquals(LONG_AGO, Files.getLastModifiedTime(folder.resolve("a/b/other/p/notes.txt")));
        try (Stream<Path> beside = Files.list(folder.resolve("a/b"))) {
            assertEquals(List.of(folder.resolve("a/b/other")), beside.toList());
        }
    }

    @Test
    void anotherFolderIsNotMadeWhereThereAreErrors() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "z/Wrong", WRONG));
        assertTrue(transformToOther().failed());
        assertFalse(Files.exists(folder.resolve("a")));
    }

    @Test
    void anotherFolderIsBroughtUpToDate() throws IOException {
        compile(Map.of("p/Sums", ASYNC, "p/q/Plain", PLAIN, "p/Other", ASYNC.replace("Sums", "Other")));
        transformToOther();
        Path theirs = Files.createFile(folder.resolve("a/b/other/theirs.txt"));
        Path brokenClass = Files.write(
                folder.resolve("a/b/other/Broken.class"), "Ldev/reprise/Transformed;".getBytes(StandardCharsets.UTF_8));
        for (String path : others().keySet()) {
            Files.setLastModifiedTime(folder.resolve("a/b/other").resolve(path), LONGER_AGO);
        }
        compile(Map.of("p/Sums", ASYNC.replaceFirst("@Async Coroutine<Integer> first.*\n", "\n")));
        Files.delete(folder.resolve("classes/p/Other.class"));
        transformToOther();
        assertEquals(
                Set.of(
                        "Broken.class",
                        "p/Other.class",
                        "p/Other$first$async$0.class",
                        "p/Other$second$async$1.class",
                        "p/Sums.class",
                        "p/Sums$second$async$0.class",
                        "p/q/Plain.class",
                        "theirs.txt"),
                others().keySet(),
                "Other is gone from the input; what came of it stays, and works");
        assertTrue(Files.exists(theirs) && Files.exists(brokenClass));
        assertEquals(
                LONGER_AGO,
                Files.getLastModifiedTime(folder.resolve("a/b/other/p/q/Plain.class")),
                "the same bytes are not written again");
    }
}
