package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {

    @Test
    void success_says_how_much_and_how_long() {
        assertEquals(
                "Reprise: transformed 12 classes, 34 async methods in 0.41 s (250 classes scanned)",
                new Report(250, 12, 34, List.of(), false).summary(Duration.ofMillis(410)));
    }

    @Test
    void one_is_singular() {
        assertEquals(
                "Reprise: transformed 1 class, 1 async method in 0.00 s (1 class scanned)",
                new Report(1, 1, 1, List.of(), false).summary(Duration.ZERO));
    }

    @Test
    void failure_counts_the_errors_and_not_the_warnings() {
        var diagnostics = List.of(
                diagnostic(DiagnosticCode.RETURNED_NULL),
                diagnostic(DiagnosticCode.LARGE_BODY),
                diagnostic(DiagnosticCode.RETURNED_NULL));
        assertEquals(
                "Reprise: 2 errors, no class was rewritten",
                new Report(9, 0, 0, diagnostics, true).summary(Duration.ZERO));
    }

    @Test
    void where_warnings_alone_fail_they_are_counted() {
        var diagnostics = List.of(diagnostic(DiagnosticCode.LARGE_BODY), diagnostic(DiagnosticCode.LARGE_BODY));
        assertEquals(
                "Reprise: 2 warnings with failOnWarning, no class was rewritten",
                new Report(9, 0, 0, diagnostics, true).summary(Duration.ZERO));
    }

    private static Diagnostic diagnostic(DiagnosticCode code) {
        return new Diagnostic(code, "org.acme.Foo", "bar", "org/acme/Foo.java", 3, "a fault", "a remedy");
    }
}
