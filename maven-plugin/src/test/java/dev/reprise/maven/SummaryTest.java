package dev.reprise.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DiagnosticCode;
import dev.reprise.transformer.DirectoryTransformer.Report;
import java.util.List;
import org.junit.jupiter.api.Test;

class SummaryTest {

    @Test
    void success_says_how_much_and_how_long() {
        assertEquals(
                "Reprise: transformed 12 classes, 34 async methods in 0.41 s (250 classes scanned)",
                Summary.success(new Report(250, 12, 34, List.of(), false), 410_000_000));
    }

    @Test
    void one_is_singular() {
        assertEquals(
                "Reprise: transformed 1 class, 1 async method in 0.00 s (1 class scanned)",
                Summary.success(new Report(1, 1, 1, List.of(), false), 0));
    }

    @Test
    void failure_counts_the_errors_and_not_the_warnings() {
        var diagnostics = List.of(
                diagnostic(DiagnosticCode.RETURNED_NULL),
                diagnostic(DiagnosticCode.LARGE_BODY),
                diagnostic(DiagnosticCode.RETURNED_NULL));
        assertEquals(
                "Reprise: 2 errors, no class was rewritten", Summary.failure(new Report(9, 0, 0, diagnostics, true)));
    }

    @Test
    void failure_without_errors_says_why() {
        var diagnostics = List.of(diagnostic(DiagnosticCode.LARGE_BODY), diagnostic(DiagnosticCode.LARGE_BODY));
        assertEquals(
                "Reprise: 2 warnings with failOnWarning, no class was rewritten",
                Summary.failure(new Report(9, 0, 0, diagnostics, true)));
    }

    private static Diagnostic diagnostic(DiagnosticCode code) {
        return new Diagnostic(code, "org.acme.Foo", "bar", "org/acme/Foo.java", 3, "a fault", "a remedy");
    }
}
