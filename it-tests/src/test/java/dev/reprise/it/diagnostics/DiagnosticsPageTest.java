package dev.reprise.it.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.Compiler;
import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.readme.Markdown;
import dev.reprise.readme.Markdown.Block;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Checks;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.JarTransformer;
import dev.reprise.transformer.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * What {@code docs/diagnostics.md} says is true: each code has an entry; a jar of its first example gives what is printed
 * below it, and nothing else, and the second example gives nothing.
 */
class DiagnosticsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");

    /** {@code code(7); // and so on, 100 times} stands for that much of the code, with numbers that count up. */
    private static final Pattern REPEATED = Pattern.compile("(?m)^(.*) // and so on, (\\d+) times$");

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /**
     * What has happened to the example's jar where no source gives the fault. Where the second example is missing, the
     * first one, built again, is the remedy.
     */
    private static final Map<DiagnosticCode, Consumer<Map<String, byte[]>>> MISTREATED = new EnumMap<>(Map.of(
            DiagnosticCode.COPIED_CREATION,
            edited(ClassFiles::copyCreations),
            DiagnosticCode.OLD_CLASS_FILE,
            edited(node -> node.version = Opcodes.V1_7),
            DiagnosticCode.MALFORMED_CLASS,
            each(classFile -> Arrays.copyOf(classFile, classFile.length - 1)),
            DiagnosticCode.INCONSISTENT_CLASS,
            edited(ClassFiles::dropLoads),
            DiagnosticCode.GENERATED_NAME,
            each(ClassFiles::rewritten).andThen(edited(ClassFiles::dropMark)),
            DiagnosticCode.FAILED_VERIFICATION,
            edited(node -> node.superName = "java/lang/Object"),
            DiagnosticCode.OTHER_ABI,
            each(ClassFiles::rewritten).andThen(edited(ClassFiles::markForAnotherAbi)),
            DiagnosticCode.MISPLACED_CLASS,
            jar -> jar.put("Greeter (1).class", Objects.requireNonNull(jar.get("Greeter.class"))),
            DiagnosticCode.SIGNATURE_DROPPED,
            jar -> jar.put("META-INF/ACME.SF", new byte[0])));

    private final Markdown page = Markdown.parse(Files.readAllLines(PAGE));

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    DiagnosticsPageTest() throws IOException {}

    private static Consumer<Map<String, byte[]>> each(UnaryOperator<byte[]> change) {
        return jar -> jar.replaceAll((path, classFile) -> change.apply(classFile));
    }

    private static Consumer<Map<String, byte[]>> edited(Consumer<ClassNode> change) {
        return each(classFile -> ClassFiles.edited(classFile, change));
    }

    @Test
    void eachCodeHasAnEntryAndEachEntryACode() throws IOException {
        List<String> codes =
                Stream.of(DiagnosticCode.values()).map(DiagnosticCode::toString).toList();
        List<String> lines = Files.readAllLines(PAGE);
        assertEquals(codes, matches(lines, Pattern.compile("## (.*)")), "the headings");
        assertEquals(codes, matches(lines, Pattern.compile("\\| \\[`(.*)`\\]\\(#\\1\\) \\| .*")), "the table's links");
    }

    private static List<String> matches(List<String> lines, Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void theExampleGivesWhatIsPrintedBelowIt(DiagnosticCode code) throws IOException, InterruptedException {
        List<Block> entry = page.in(code.toString());
        List<Diagnostic> found = diagnose(entry.get(0), MISTREATED.getOrDefault(code, jar -> {}));
        assertEquals("text", entry.get(1).language());
        assertEquals(
                withoutSizes(entry.get(1).text()),
                withoutSizes(found.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"))));
        assertEquals(
                List.of(code), found.stream().map(Diagnostic::code).distinct().toList());
    }

    /** They change with the compiler, and with whatever is emitted otherwise. */
    private static String withoutSizes(String printed) {
        return printed.replaceAll("(has|at byte|at instruction) \\d+", "$1 N");
    }

    @ParameterizedTest
    @EnumSource
    void theRemedyGivesNothing(DiagnosticCode code) throws IOException, InterruptedException {
        List<Block> entry = page.in(code.toString());
        boolean buildsAgain = MISTREATED.containsKey(code) && entry.size() == 2;
        assertEquals(buildsAgain ? 2 : 3, entry.size());
        assertEquals(List.of(), diagnose(entry.get(buildsAgain ? 0 : 2), jar -> {}));
    }

    /** Builds a jar of an example and transforms it, with all checks. The lines are counted from the example's first one. */
    private List<Diagnostic> diagnose(Block example, Consumer<Map<String, byte[]>> mistreatment)
            throws IOException, InterruptedException {
        SortedMap<String, byte[]> content = new TreeMap<>();
        compile(example).forEach((name, classFile) -> content.put(name + ".class", classFile));
        mistreatment.accept(content);
        Path jar = folder.resolve("example.jar");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> entry : content.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
            }
        }
        return new JarTransformer(new AsyncTransformer(Options.defaults()), new Checks(false, List.of()))
                .transform(jar, jar).diagnostics().stream()
                        .map(DiagnosticsPageTest::oneLineUp)
                        .toList();
    }

    private Map<String, byte[]> compile(Block example) throws IOException, InterruptedException {
        String imports = page.only("", "java imports").replace("\n", " ");
        String source = imports + "\n" + repeated(example.text());
        return switch (example.language()) {
            case "java" -> InMemoryCompiler.compile(source);
            case "groovy" ->
                Compiler.groovy().compile(List.of(Files.writeString(folder.resolve("Greeter.groovy"), source)), folder);
            default -> throw new AssertionError("an example in " + example.language());
        };
    }

    private static String repeated(String example) {
        return REPEATED.matcher(example)
                .replaceAll(match -> IntStream.range(0, Integer.parseInt(match.group(2)))
                        .mapToObj(i -> countedUp(match.group(1), i))
                        .map(Matcher::quoteReplacement)
                        .collect(Collectors.joining()));
    }

    private static String countedUp(String code, int by) {
        return NUMBER.matcher(code).replaceAll(number -> String.valueOf(Integer.parseInt(number.group()) + by));
    }

    private static Diagnostic oneLineUp(Diagnostic diagnostic) {
        return new Diagnostic(
                diagnostic.code(),
                diagnostic.className(),
                diagnostic.method(),
                diagnostic.file(),
                Math.max(0, diagnostic.line() - 1),
                diagnostic.message(),
                diagnostic.remedy());
    }
}
