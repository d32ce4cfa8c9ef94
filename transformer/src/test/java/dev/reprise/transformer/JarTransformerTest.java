package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.support.Stubs;
import dev.reprise.transformer.support.Zips;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarTransformerTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

    private static final byte[] SUMS = compiled("""
            package p;
            import dev.reprise.*;
            class Sums {
                @Async Coroutine<Integer> sum(int n) { return Coroutine.of(n + Coroutine.await(Coroutine.of(1))); }
            }
            """);

    private static final byte[] PLAIN_SUMS = compiled("package p; class Sums {}");

    private static final byte[] WRONG = compiled("""
            package p;
            import dev.reprise.*;
            class Sums {
                @Async Coroutine<Integer> sum(int n) { return null; }
            }
            """);

    private static final String MANIFEST = """
            Manifest-Version: 1.0
            Created-By: nobody
            Multi-Release: true

            Name: p/Sums.class
            SHA-256-Digest: c3Vtcw==

            Name: p/notes.txt
            SHA-256-Digest: bm90ZXM=
            Content-Type: text/plain

            """;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path in;

    @SuppressWarnings("NullAway.Init")
    private Path out;

    /** What the jar holds, in an order that is nobody's. */
    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    private static byte[] compiled(String source) {
        return Objects.requireNonNull(Stubs.compile(Map.of("p/Sums", source)).get("p/Sums"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @BeforeEach
    void fillAJar() {
        in = folder.resolve("in.jar");
        out = folder.resolve("out.jar");
        entries.put("META-INF/", bytes(""));
        entries.put("META-INF/MANIFEST.MF", bytes("Manifest-Version: 1.0\n\n"));
        entries.put("z.txt", bytes("z"));
        entries.put("p/", bytes(""));
        entries.put("p/Sums.class", SUMS);
        entries.put("p/notes.txt", bytes("notes ".repeat(50)));
        entries.put(
                "module-info.class",
                Stubs.compile(Map.of("module-info", "module m {}")).get("module-info"));
        entries.put("lib/inner.jar", bytes("a jar inside is stored, and stays"));
        entries.put("a.txt", bytes("a"));
    }

    private Report transform() throws IOException {
        Zips.write(in, entries);
        return transform(in, Checks.defaults());
    }

    private Report transform(Path jar, Checks checks) throws IOException {
        return new JarTransformer(new AsyncTransformer(Options.defaults()), checks).transform(jar, out);
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
        expected.forEach((name, content) -> assertArrayEquals(content, found.get(name), name));
    }

    private static Map<String, byte[]> without(Map<String, byte[]> entries, String... names) {
        Map<String, byte[]> rest = new LinkedHashMap<>(entries);
        rest.keySet().removeAll(Arrays.asList(names));
        return rest;
    }

    /** What the transformer makes of a class. */
    private static byte[] rewritten(byte[] classFile, String name) {
        return Objects.requireNonNull(new AsyncTransformer(Options.defaults())
                .transform(classFile)
                .classes()
                .get(name));
    }

    private void assertNothingWritten() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(in), files.toList());
        }
    }

    @Test
    void theFrameClassStandsBehindItsOwnerAndAllElseIsAsBefore() throws IOException {
        assertEquals(new Report(2, 1, 1, List.of(), false), transform());
        Map<String, byte[]> expected = new LinkedHashMap<>();
        entries.forEach((name, content) -> {
            expected.put(name, content);
            if (name.equals("p/Sums.class")) {
                expected.put(name, rewritten(SUMS, "p/Sums"));
                expected.put("p/Sums$sum$async$0.class", rewritten(SUMS, "p/Sums$sum$async$0"));
            }
        });
        assertSame(expected, Zips.read(out));
    }

    @Test
    void timesAndCompressionAreAsBefore() throws IOException {
        transform();
        for (ZipEntry entry : Zips.entries(out)) {
            boolean stored = entry.isDirectory() || entry.getName().endsWith(".jar");
            assertEquals(stored ? ZipEntry.STORED : ZipEntry.DEFLATED, entry.getMethod(), entry.getName());
            assertEquals(Zips.TIME, entry.getLastModifiedTime(), entry.getName());
        }
    }

    @Test
    void theSameInputGivesTheSameBytes() throws IOException {
        transform();
        byte[] first = Files.readAllBytes(out);
        Files.delete(out);
        transform();
        assertArrayEquals(first, Files.readAllBytes(out));
    }

    @Test
    void aSecondRunChangesNothing() throws IOException {
        transform();
        byte[] first = Files.readAllBytes(out);
        Files.setLastModifiedTime(out, LONG_AGO);
        assertEquals(0, transform(out, Checks.defaults()).classes());
        assertArrayEquals(first, Files.readAllBytes(out));
        transform();
        assertEquals(LONG_AGO, Files.getLastModifiedTime(out), "the same bytes are not written again");
    }

    @Test
    void aJarInWhichNothingIsAsyncIsCopied() throws IOException {
        entries.put("p/Sums.class", PLAIN_SUMS);
        assertEquals(0, transform().classes());
        assertEquals(-1, Files.mismatch(in, out));
    }

    @Test
    void aJarCanBeRewrittenInPlace() throws IOException {
        transform();
        Files.move(out, folder.resolve("expected.jar"));
        out = in;
        transform(in, Checks.defaults());
        assertEquals(-1, Files.mismatch(folder.resolve("expected.jar"), in));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    Set.of(in, folder.resolve("expected.jar")), Set.copyOf(files.toList()), "nothing is left over");
        }
    }

    @Test
    void theOutputHasThePermissionsOfTheInput() throws IOException {
        Zips.write(in, entries);
        if (!Files.getFileStore(in).supportsFileAttributeView("posix")) {
            return; // such as on Windows
        }
        Files.setPosixFilePermissions(in, PosixFilePermissions.fromString("rwxr-x--x"));
        transform(in, Checks.defaults());
        assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(out)));
    }

    @Test
    void aVersionIsRewrittenInItsOwnFolder() throws IOException {
        entries.put("p/Sums.class", PLAIN_SUMS);
        entries.put("META-INF/versions/17/p/Sums.class", SUMS);
        entries.put("last.txt", bytes("last"));
        assertEquals(1, transform().classes());
        Map<String, byte[]> found = Zips.read(out);
        assertArrayEquals(PLAIN_SUMS, found.get("p/Sums.class"));
        assertArrayEquals(rewritten(SUMS, "p/Sums"), found.get("META-INF/versions/17/p/Sums.class"));
        List<String> names = new ArrayList<>(found.keySet());
        assertEquals(
                List.of(
                        "META-INF/versions/17/p/Sums.class",
                        "META-INF/versions/17/p/Sums$sum$async$0.class",
                        "last.txt"),
                names.subList(names.size() - 3, names.size()));
    }

    @Test
    void theFrameOfAMethodThatIsGoneIsRemoved() throws IOException {
        transform();
        Map<String, byte[]> before = Zips.read(out);
        before.put("p/Sums.class", PLAIN_SUMS);
        Zips.write(in, before);
        assertEquals(0, transform(in, Checks.defaults()).classes());
        assertSame(without(before, "p/Sums$sum$async$0.class"), Zips.read(out));
    }

    private void sign() {
        entries.put("META-INF/MANIFEST.MF", bytes(MANIFEST));
        entries.put("META-INF/KEY.SF", bytes("Signature-Version: 1.0\n"));
        entries.put("META-INF/key.rsa", bytes("RSA"));
        entries.put("META-INF/KEY.EC", bytes("EC"));
        entries.put("META-INF/KEY.DSA", bytes("DSA"));
        entries.put("META-INF/SIG-OTHER", bytes("other"));
        entries.put("META-INF/deeper/KEY.SF", bytes("no signature"));
    }

    @Test
    void theSignatureOfARewrittenJarIsLeftOutWithAWarning() throws IOException {
        sign();
        Report report = transform();
        assertFalse(report.failed());
        assertEquals(
                List.of(
                        "META-INF/KEY.SF: warning: [signature-dropped] the jar is signed, and classes of it are rewritten:"
                                + " its signature is left out (in META-INF/KEY.SF.<class>); sign the new jar, not the old one"),
                report.diagnostics().stream().map(Diagnostic::toString).toList());
        Map<String, byte[]> found = Zips.read(out);
        assertEquals(
                List.copyOf(without(
                                entries,
                                "META-INF/KEY.SF",
                                "META-INF/key.rsa",
                                "META-INF/KEY.EC",
                                "META-INF/KEY.DSA",
                                "META-INF/SIG-OTHER")
                        .keySet()),
                List.copyOf(without(found, "p/Sums$sum$async$0.class").keySet()));
        assertEquals(
                """
                Manifest-Version: 1.0
                Created-By: nobody
                Multi-Release: true

                Name: p/notes.txt
                Content-Type: text/plain

                """, new String(Objects.requireNonNull(found.get("META-INF/MANIFEST.MF")), StandardCharsets.UTF_8));
    }

    @Test
    void theSignatureOfAJarThatDoesNotChangeStays() throws IOException {
        sign();
        entries.put("p/Sums.class", PLAIN_SUMS);
        assertEquals(List.of(), transform().diagnostics());
        assertEquals(-1, Files.mismatch(in, out));
    }

    @Test
    void whereWarningsCountALostSignatureForbidsTheOutput() throws IOException {
        sign();
        Zips.write(in, entries);
        assertTrue(transform(in, new Checks(true, null)).failed());
        assertNothingWritten();
    }

    @Test
    void anErrorForbidsTheOutput() throws IOException {
        entries.put("META-INF/versions/17/p/Sums.class", WRONG);
        Report report = transform();
        assertTrue(report.failed());
        assertEquals(0, report.classes());
        assertEquals(1, report.diagnostics().size());
        assertNothingWritten();
    }

    @Test
    void anErrorLeavesAnOlderOutputAsItWas() throws IOException {
        Files.writeString(out, "older");
        entries.put("p/Sums.class", WRONG);
        transform();
        assertEquals("older", Files.readString(out));
    }

    @Test
    void aClassThatCannotBeReadIsNamedBesideTheOtherFaults() throws IOException {
        entries.put("p/Broken.class", Arrays.copyOf(SUMS, SUMS.length - 100));
        entries.put("META-INF/versions/17/p/Sums.class", WRONG);
        Report report = transform();
        assertEquals(
                List.of("p/Broken.class: error: [malformed-class] ", "p/Sums.java:"),
                report.diagnostics().stream()
                        .map(each -> each.toString().replaceFirst("(malformed-class. |[.]java:).*", "$1"))
                        .toList());
        assertNothingWritten();
    }

    @Test
    void aDamagedJarIsNamedWithTheEntry() throws IOException {
        Zips.write(in, entries);
        byte[] jar = Files.readAllBytes(in);
        int data = new String(jar, StandardCharsets.ISO_8859_1).indexOf("p/Sums.class") + 40;
        Arrays.fill(jar, data, data + 20, (byte) 0x55);
        Files.write(in, jar);
        IOException refused = assertThrows(IOException.class, () -> transform(in, Checks.defaults()));
        String message = Objects.requireNonNull(refused.getMessage());
        assertTrue(message.startsWith(in + " cannot be read as a jar: entry p/Sums.class is damaged: "), message);
        assertNothingWritten();
    }

    @Test
    void anOutputThatCannotBeReplacedLeavesNothingBehind() throws IOException {
        Files.createDirectories(out.resolve("a folder"));
        Zips.write(in, entries);
        assertThrows(IOException.class, () -> transform(in, Checks.defaults()));
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(Set.of(in, out), Set.copyOf(files.toList()));
        }
    }
}
