package dev.reprise.transformer;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What was done to a folder or jar.
 *
 * @param scanned how many class files were looked at
 * @param classes how many of them were rewritten
 * @param methods how many methods were rewritten
 * @param diagnostics all faults, in the order of files and lines
 * @param failed whether there are faults that forbid the output; nothing was written then
 */
public record Report(int scanned, int classes, int methods, List<Diagnostic> diagnostics, boolean failed) {

    /** Copies the list. */
    public Report {
        diagnostics = diagnostics.stream().sorted(Diagnostic.BY_PLACE).toList();
    }

    /** Returns the one line that says what was done, in that time, or why nothing was. */
    public String summary(Duration time) {
        if (failed) {
            return "Reprise: " + faults() + ", no class was rewritten";
        }
        return String.format(
                Locale.ROOT,
                "Reprise: transformed %s, %s in %.2f s (%s scanned)",
                count(classes, "class", "classes"),
                count(methods, "async method", "async methods"),
                time.toNanos() / 1e9,
                count(scanned, "class", "classes"));
    }

    /** Warnings are named only where they are what failed. */
    private String faults() {
        long errors = diagnostics.stream().filter(Diagnostic::isError).count();
        return errors > 0
                ? count(errors, "error", "errors")
                : count(diagnostics.size(), "warning", "warnings") + " with failOnWarning";
    }

    private static String count(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
