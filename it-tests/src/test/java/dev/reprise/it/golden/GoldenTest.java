package dev.reprise.it.golden;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.LineDiff;
import dev.reprise.it.support.Transformation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The transformed bytecode of chosen methods, compared with the files that are under version control.
 *
 * <p>{@code -Dreprise.golden.update=true} writes them, on JDK {@value #JDK} only. Other compilers may write other bytecode
 * for the same source. So each file names its input, and where the input differs on another JDK, nothing is compared.
 */
class GoldenTest {

    private static final int JDK = 17;

    private static final Path FOLDER = Path.of("golden");

    private static final boolean IS_THEIR_COMPILER = Runtime.version().feature() == JDK;

    private static Map<String, byte[]> compiled = Map.of();

    private static Map<String, byte[]> transformed = Map.of();

    @BeforeAll
    static void transform() throws IOException {
        List<String> options = List.of("--release", Integer.toString(JDK), "-g", "-parameters");
        String[] sources = sources().map(GoldenTest::read).toArray(String[]::new);
        compiled = InMemoryCompiler.compile(options, sources);
        transformed = Transformation.of(compiled).classFiles();
        if (Boolean.getBoolean("reprise.golden.update")) {
            update();
        }
    }

    private static void update() throws IOException {
        assertTrue(IS_THEIR_COMPILER, "the golden files are made with JDK " + JDK);
        for (Path source : sources().toList()) {
            Files.writeString(goldenOf(source), textOf(className(source)));
        }
    }

    static Stream<Path> sources() throws IOException {
        return withSuffix(".java");
    }

    private static Stream<Path> withSuffix(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList().stream();
        }
    }

    @Test
    void thereAreAtLeast25AndNoneIsLeftOver() throws IOException {
        List<String> sources = sources().map(GoldenTest::className).toList();
        assertTrue(sources.size() >= 25, sources::toString);
        assertEquals(sources, withSuffix(".txt").map(GoldenTest::className).toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sources")
    void theBytecodeIsWhatItWas(Path source) throws IOException {
        Path golden = goldenOf(source);
        String expected = read(golden);
        String actual = textOf(className(source));
        if (!IS_THEIR_COMPILER && !firstLine(actual).equals(firstLine(expected))) {
            abort("javac " + Runtime.version().feature() + " compiles " + source + " to other bytecode than " + JDK);
        }
        if (!expected.equals(actual)) {
            fail(golden + " differs. If that is right: mvn test -pl it-tests -am -Dtest=GoldenTest"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dreprise.golden.update=true\n"
                    + LineDiff.of(expected, actual));
        }
    }

    private static String textOf(String className) {
        return inputOf(className) + "\n" + outputOf(className);
    }

    /** Tells the compiler's bytecode from another one; to show it would double the files. */
    private static String inputOf(String className) {
        CRC32 sum = new CRC32();
        compiled.forEach((name, classFile) -> {
            if (belongsTo(className, name)) {
                String text = new ReadableClass(classFile).differenceTo(null);
                sum.update(text.getBytes(StandardCharsets.UTF_8));
            }
        });
        return String.format("input %08x", sum.getValue());
    }

    private static String outputOf(String className) {
        StringBuilder text = new StringBuilder();
        transformed.forEach((name, classFile) -> {
            if (belongsTo(className, name)) {
                byte[] before = compiled.get(name);
                text.append("\n");
                text.append(
                        new ReadableClass(classFile).differenceTo(before == null ? null : new ReadableClass(before)));
            }
        });
        return text.toString();
    }

    private static boolean belongsTo(String className, String name) {
        return name.equals(className) || name.startsWith(className + "$");
    }

    private static Path goldenOf(Path source) {
        return FOLDER.resolve(className(source) + ".txt");
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }

    private static String className(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString().replaceFirst("\\..*", "");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return fail("cannot read " + file + "; -Dreprise.golden.update=true writes the files that are missing", e);
        }
    }
}
