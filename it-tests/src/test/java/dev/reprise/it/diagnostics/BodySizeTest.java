package dev.reprise.it.diagnostics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.transformer.AsyncTransformer;
import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.Options;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The body is larger than the method was: too large for a class file, or for HotSpot's compiler. */
class BodySizeTest {

    private static final String HEADER = """
            import static dev.reprise.Coroutine.await;
            import dev.reprise.*;
            import java.util.*;
            class Large {
            """;

    /** Some 20 bytes a statement in the method, three times as much in the body. */
    private static String method(String name, int awaits) {
        String statements = IntStream.range(0, awaits)
                .mapToObj(i -> "list.add(\"" + i + "\" + await(Coroutine.of(list)));\n")
                .collect(Collectors.joining());
        return "@Async static Coroutine<Void> " + name + "(List<Object> list) {\n" + statements
                + "return Coroutine.done();\n}\n";
    }

    private static AsyncTransformer.Result transform(int warningAt, String... methods) {
        byte[] compiled = Objects.requireNonNull(InMemoryCompiler.compile(HEADER + String.join("", methods) + "}")
                .get("Large"));
        return new AsyncTransformer(Options.defaults().withLargeMethodWarning(warningAt)).transform(compiled);
    }

    @Test
    void aBodyOfMoreThan64KilobytesIsAnError() {
        AsyncTransformer.Result result = transform(8_000, method("small", 1), method("large", 2_000));
        assertTrue(result.hasErrors());
        assertEquals(0, result.classes().size());
        assertEquals(0, result.methods(), "nothing was rewritten");
        Diagnostic error = onlyError(result);
        assertEquals("large", error.method());
        assertEquals(10, error.line(), "the first statement of the second method");
        assertTrue(error.message().contains("65,535"), error::message);
        assertTrue(error.remedy().contains("@Async methods of their own"), error::remedy);
    }

    @Test
    void twoBodiesOfMoreThan64KilobytesAreTwoErrors() {
        AsyncTransformer.Result result = transform(8_000, method("one", 2_000), method("two", 2_000));
        assertEquals(
                List.of("one", "two"),
                result.diagnostics().stream()
                        .filter(Diagnostic::isError)
                        .map(Diagnostic::method)
                        .toList());
    }

    @Test
    void aLargeBodyIsReportedBesideTheErrorsOfOtherMethods() {
        String wrong = "@Async static Coroutine<Void> wrong() { return null; }\n";
        AsyncTransformer.Result result = transform(8_000, wrong, method("large", 1_500), method("middle", 200));
        assertEquals(
                List.of(DiagnosticCode.RETURNED_NULL, DiagnosticCode.BODY_TOO_LARGE, DiagnosticCode.LARGE_BODY),
                result.diagnostics().stream().map(Diagnostic::code).toList());
        assertEquals(0, result.classes().size());
    }

    @Test
    void aBodyOfMoreThan8000BytesIsAWarning() {
        AsyncTransformer.Result result = transform(8_000, method("small", 1), method("middle", 200));
        assertFalse(result.hasErrors());
        assertEquals(1, result.diagnostics().size());
        Diagnostic warning = result.diagnostics().get(0);
        assertEquals(Diagnostic.Severity.WARNING, warning.severity());
        assertEquals("middle", warning.method());
        assertEquals(10, warning.line(), "the first statement of the second method");
        assertTrue(warning.message().contains("8000"), warning::message);
        assertTrue(warning.remedy().contains("@Async methods of their own"), warning::remedy);
        assertEquals(2, result.methods());
    }

    @Test
    void theSizeThatIsWarnedOfCanBeChosen() {
        assertEquals(List.of(), transform(1_000_000, method("middle", 200)).diagnostics());
        assertEquals(1, transform(20, method("small", 1)).diagnostics().size());
    }

    private static Diagnostic onlyError(AsyncTransformer.Result result) {
        List<Diagnostic> errors =
                result.diagnostics().stream().filter(Diagnostic::isError).toList();
        assertEquals(1, errors.size(), errors::toString);
        return errors.get(0);
    }
}
