package dev.reprise.it.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.readme.Markdown;
import dev.reprise.readme.Markdown.Block;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;

/**
 * What {@code docs/diagnostics.md} says is true: each code has an entry; its first example gives what is printed below it,
 * and nothing else, and the second example gives nothing.
 */
class DiagnosticsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "diagnostics.md");

    /** {@code code; // and so on, 100 times} stands for that much of the code. */
    private static final Pattern REPEATED = Pattern.compile("(?m)^(.*) // and so on, (\\d+) times$");

    /** What a tool made of the example's class file, where the compiler makes nothing wrong. */
    private static final Map<DiagnosticCode, UnaryOperator<byte[]>> MISTREATED = new EnumMap<>(Map.of(
            DiagnosticCode.OLD_CLASS_FILE,
            classFile -> ClassFiles.edited(classFile, node -> node.version = Opcodes.V1_7),
            DiagnosticCode.OTHER_ABI,
            DiagnosticsPageTest::rewrittenForAnotherAbi,
            DiagnosticCode.COPIED_CREATION,
            classFile -> ClassFiles.edited(classFile, ClassFiles::copyCreations),
            DiagnosticCode.MALFORMED_CLASS,
            DiagnosticsPageTest::damaged,
            DiagnosticCode.INCONSISTENT_CLASS,
            classFile -> ClassFiles.edited(classFile, ClassFiles::dropLoads),
            DiagnosticCode.GENERATED_NAME,
            classFile -> ClassFiles.edited(rewritten(classFile), node -> node.invisibleAnnotations = null)));

    /** The mistreatments that are undone by building again. */
    private static final Set<DiagnosticCode> BUILT_AGAIN = EnumSet.of(
            DiagnosticCode.OLD_CLASS_FILE,
            DiagnosticCode.OTHER_ABI,
            DiagnosticCode.MALFORMED_CLASS,
            DiagnosticCode.INCONSISTENT_CLASS,
            DiagnosticCode.GENERATED_NAME);

    /** What no single source gives has only the printed line on the page; the tests of jars, folders and other compilers give it. */
    private static final Set<DiagnosticCode> WITHOUT_SOURCE = EnumSet.of(
            DiagnosticCode.DYNAMIC_AWAIT,
            DiagnosticCode.CLASS_TOO_LARGE,
            DiagnosticCode.FAILED_VERIFICATION,
            DiagnosticCode.MISPLACED_CLASS,
            DiagnosticCode.SIGNATURE_DROPPED);

    private final Markdown page = Markdown.parse(Files.readAllLines(PAGE));

    DiagnosticsPageTest() throws IOException {}

    private static byte[] rewrittenForAnotherAbi(byte[] classFile) {
        return ClassFiles.edited(rewritten(classFile), node -> {
            AnnotationNode mark = node.invisibleAnnotations.get(0);
            mark.values = List.of("version", "0.0.1", "abi", 0);
        });
    }

    private static byte[] damaged(byte[] classFile) {
        byte[] damaged = classFile.clone();
        damaged[0] = 0;
        return damaged;
    }

    private static byte[] rewritten(byte[] classFile) {
        return new AsyncTransformer(Options.defaults())
                .transform(classFile)
                .classes()
                .values()
                .iterator()
                .next();
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

    static Set<DiagnosticCode> withSource() {
        return EnumSet.complementOf(EnumSet.copyOf(WITHOUT_SOURCE));
    }

    @Test
    void whatNoSourceGivesHasTheLineThatIsPrinted() {
        for (DiagnosticCode code : WITHOUT_SOURCE) {
            String severity = code.severity().name().toLowerCase(Locale.ROOT);
            Pattern printed = Pattern.compile("\\S+: " + severity + ": \\[" + code + "] .+ \\(in .+\\); .+");
            assertTrue(printed.matcher(page.only(code.toString(), "text")).matches(), code::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("withSource")
    void theExampleGivesWhatIsPrintedBelowIt(DiagnosticCode code) {
        List<Block> entry = page.in(code.toString());
        List<Diagnostic> found = diagnose(entry.get(0), MISTREATED.getOrDefault(code, bytes -> bytes));
        assertEquals("text", entry.get(1).language());
        assertEquals(
                withoutSizes(entry.get(1).text()),
                withoutSizes(found.stream().map(Diagnostic::toString).collect(Collectors.joining("\n"))));
        assertEquals(
                List.of(code), found.stream().map(Diagnostic::code).distinct().toList());
    }

    /** The size of a body changes with whatever is emitted otherwise. */
    private static String withoutSizes(String printed) {
        return printed.replaceAll("has \\d+ bytes", "has N bytes");
    }

    @ParameterizedTest
    @MethodSource("withSource")
    void theRemedyGivesNothing(DiagnosticCode code) {
        List<Block> entry = page.in(code.toString());
        boolean buildsAgain = BUILT_AGAIN.contains(code);
        assertEquals(buildsAgain ? 2 : 3, entry.size());
        assertEquals(List.of(), diagnose(entry.get(buildsAgain ? 0 : 2), bytes -> bytes));
    }

    /** The lines are counted from the example's first one. */
    private List<Diagnostic> diagnose(Block example, UnaryOperator<byte[]> mistreatment) {
        assertEquals("java", example.language());
        String imports = page.only("", "java imports").replace("\n", " ");
        String source = imports + "\n" + repeated(example.text());
        List<Diagnostic> found = new ArrayList<>();
        for (byte[] classFile : InMemoryCompiler.compile(source).values()) {
            new AsyncTransformer(Options.defaults())
                    .transform(mistreatment.apply(classFile))
                    .diagnostics()
                    .forEach(diagnostic -> found.add(oneLineUp(diagnostic)));
        }
        return found;
    }

    private static String repeated(String example) {
        return REPEATED.matcher(example)
                .replaceAll(match -> Matcher.quoteReplacement(match.group(1).repeat(Integer.parseInt(match.group(2)))));
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
