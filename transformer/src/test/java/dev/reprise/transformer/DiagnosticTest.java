package dev.reprise.transformer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.Diagnostic.Severity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DiagnosticTest {

    private static Diagnostic diagnostic(Severity severity, @Nullable String file) {
        return new Diagnostic(severity, "a.b.Outer$Inner", "work", file, 12, "the fault", "do this instead");
    }

    @Test
    void anErrorHasTheFormOfJavac() {
        assertEquals(
                "a/b/Outer.java:12: error: the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(Severity.ERROR, "a/b/Outer.java").toString());
        assertTrue(diagnostic(Severity.ERROR, null).isError());
    }

    @Test
    void aWarningHasTheFormOfJavac() {
        assertEquals(
                "a/b/Outer.java:12: warning: the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(Severity.WARNING, "a/b/Outer.java").toString());
        assertFalse(diagnostic(Severity.WARNING, null).isError());
    }

    @Test
    void thePathOfTheSourceCanBeGiven() {
        assertEquals(
                "/home/me/src/a/b/Outer.java:12: error: the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(Severity.ERROR, "a/b/Outer.java").format("/home/me/src/a/b/Outer.java"));
    }

    @Test
    void aClassThatNamesNoSourceFileStandsForIt() {
        assertEquals(
                "a.b.Outer$Inner:12: error: the fault (in a.b.Outer$Inner.work); do this instead",
                diagnostic(Severity.ERROR, null).toString());
    }

    @Test
    @SuppressWarnings("NullAway") // the fault under test
    void noPartButTheFileMayBeMissing() {
        assertThrows(
                NullPointerException.class, () -> new Diagnostic(null, "A", "work", null, 0, "the fault", "remedy"));
        assertThrows(
                NullPointerException.class,
                () -> new Diagnostic(Severity.ERROR, "A", "work", null, 0, "the fault", null));
    }
}
