package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

    private static Diagnostic diagnostic(DiagnosticCode code, @Nullable String file) {
        return new Diagnostic(code, "a.b.Outer$Inner", "work", file, 12, "the fault", "do this instead");
    }

    @Test
    void anErrorHasTheFormOfJavac() {
        assertEquals(
                "a/b/Outer.java:12: error: [returned-null] the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(DiagnosticCode.RETURNED_NULL, "a/b/Outer.java").toString());
        assertTrue(diagnostic(DiagnosticCode.RETURNED_NULL, null).isError());
    }

    @Test
    void aWarningHasTheFormOfJavac() {
        assertEquals(
                "a/b/Outer.java:12: warning: [large-body] the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(DiagnosticCode.LARGE_BODY, "a/b/Outer.java").toString());
        assertFalse(diagnostic(DiagnosticCode.LARGE_BODY, null).isError());
    }

    @Test
    void thePathOfTheSourceCanBeGiven() {
        assertEquals(
                "/home/me/src/a/b/Outer.java:12: error: [returned-null] the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(DiagnosticCode.RETURNED_NULL, "a/b/Outer.java").format("/home/me/src/a/b/Outer.java"));
    }

    @Test
    void aClassThatNamesNoSourceFileStandsForIt() {
        assertEquals(
                "a.b.Outer$Inner:12: error: [returned-null] the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(DiagnosticCode.RETURNED_NULL, null).toString());
    }

    @Test
    @SuppressWarnings("NullAway") // the fault under test
    void noPartButTheFileMayBeMissing() {
        assertThrows(
                NullPointerException.class, () -> new Diagnostic(null, "A", "work", null, 0, "the fault", "remedy"));
        assertThrows(
                NullPointerException.class,
                () -> new Diagnostic(DiagnosticCode.RETURNED_NULL, "A", "work", null, 0, "the fault", null));
    }

    @Test
    void theyAreOrderedByFileAndLine() {
        List<Diagnostic> ordered = List.of(at("A.java", 2), at("A.java", 10), at("B.java", 1), at(null, 7));
        assertEquals(
                ordered,
                Stream.of(ordered.get(3), ordered.get(2), ordered.get(1), ordered.get(0))
                        .sorted(Diagnostic.BY_PLACE)
                        .toList());
    }

    private static Diagnostic at(@Nullable String file, int line) {
        return new Diagnostic(
                DiagnosticCode.RETURNED_NULL, "Outer", "work", file, line, "the fault", "do this instead");
    }

    @Test
    void aCodeIsFoundByWhatIsPrinted() {
        assertEquals("tail-await-in-try", DiagnosticCode.TAIL_AWAIT_IN_TRY.toString());
        assertEquals(Optional.of(DiagnosticCode.TAIL_AWAIT_IN_TRY), DiagnosticCode.of("tail-await-in-try"));
        assertEquals(Optional.empty(), DiagnosticCode.of("TAIL_AWAIT_IN_TRY"));
    }
}
