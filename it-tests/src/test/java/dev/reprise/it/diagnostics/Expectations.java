package dev.reprise.it.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the diagnostics of a source with the comments in it. A comment {@code // error: X => Y}, or {@code warning},
 * says that its line has one whose message, after its code in brackets, contains X and whose remedy contains Y. No other
 * ones may be there.
 */
public final class Expectations {

    private static final Pattern COMMENT = Pattern.compile("// (error|warning): (.*) => (.*)");

    private Expectations() {}

    /** What a comment says, or what was found: then the texts are those of the comment on the line, if they fit. */
    private record Expected(int line, String level, String message, String remedy) {}

    /** Checks a source of one file, whose classes are in no package. */
    static void assertDiagnosed(String source) {
        assertDiagnosed(source, fileOf(source), InMemoryCompiler.compile(source));
    }

    /** Checks the class files of a source file. */
    public static void assertDiagnosed(String source, String file, Map<String, byte[]> compiled) {
        List<Diagnostic> diagnostics = diagnose(compiled);
        List<Expected> expected = expectedIn(source);
        List<Expected> found = new ArrayList<>();
        List<Expected> open = new ArrayList<>(expected);
        for (Diagnostic diagnostic : diagnostics) {
            Expected fitting = open.stream()
                    .filter(candidate -> fits(diagnostic, candidate))
                    .findFirst()
                    .orElse(new Expected(
                            diagnostic.line(), levelOf(diagnostic), messageOf(diagnostic), diagnostic.remedy()));
            open.remove(fitting);
            found.add(fitting);
        }
        assertEquals(describe(expected), describe(found), diagnostics::toString);
        diagnostics.forEach(diagnostic -> assertEquals(file, diagnostic.file()));
    }

    /** Returns the diagnostics of a source; a class with an error must give no class files, one without must. */
    static List<Diagnostic> diagnose(String source) {
        return diagnose(InMemoryCompiler.compile(source));
    }

    private static List<Diagnostic> diagnose(Map<String, byte[]> compiled) {
        List<Diagnostic> diagnostics = new ArrayList<>();
        compiled.values().forEach(classFile -> {
            AsyncTransformer.Result result = new AsyncTransformer(Options.defaults()).transform(classFile);
            diagnostics.addAll(result.diagnostics());
            if (result.hasErrors()) {
                assertEquals(List.of(), List.copyOf(result.classes().keySet()));
            }
        });
        return diagnostics;
    }

    private static List<Expected> expectedIn(String source) {
        List<Expected> expected = new ArrayList<>();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher comment = COMMENT.matcher(lines.get(i));
            if (comment.find()) {
                expected.add(new Expected(i + 1, comment.group(1), comment.group(2), comment.group(3)));
            }
        }
        return expected;
    }

    private static boolean fits(Diagnostic diagnostic, Expected expected) {
        return diagnostic.line() == expected.line
                && levelOf(diagnostic).equals(expected.level)
                && messageOf(diagnostic).contains(expected.message)
                && diagnostic.remedy().contains(expected.remedy);
    }

    private static String messageOf(Diagnostic diagnostic) {
        return "[" + diagnostic.code() + "] " + diagnostic.message();
    }

    private static String levelOf(Diagnostic diagnostic) {
        return diagnostic.severity().name().toLowerCase(Locale.ROOT);
    }

    /** One line each, in the order of the source. */
    private static String describe(List<Expected> all) {
        return String.join(
                "\n",
                all.stream()
                        .map(e -> "%3d: %s: %s => %s".formatted(e.line, e.level, e.message, e.remedy))
                        .sorted()
                        .toList());
    }

    private static String fileOf(String source) {
        Matcher type = Pattern.compile("(?m)^[a-z ]*\\b(?:class|interface|record|enum) (\\w+)")
                .matcher(source);
        return type.find() ? type.group(1) + ".java" : "";
    }
}
