package dev.reprise.maven;

import dev.reprise.transformer.Diagnostic;
import dev.reprise.transformer.DirectoryTransformer.Report;
import java.util.Locale;

/** The one line that says what a goal did. */
final class Summary {

    private Summary() {}

    static String success(Report report, long nanos) {
        return String.format(
                Locale.ROOT,
                "Reprise: transformed %s, %s in %.2f s (%s scanned)",
                count(report.classes(), "class", "classes"),
                count(report.methods(), "async method", "async methods"),
                nanos / 1e9,
                count(report.scanned(), "class", "classes"));
    }

    static String failure(Report report) {
        long errors = report.diagnostics().stream().filter(Diagnostic::isError).count();
        return "Reprise: "
                + (errors > 0
                        ? count(errors, "error", "errors")
                        : count(report.diagnostics().size(), "warning", "warnings") + " with failOnWarning")
                + ", no class was rewritten";
    }

    private static String count(long n, String one, String many) {
        return n + " " + (n == 1 ? one : many);
    }
}
