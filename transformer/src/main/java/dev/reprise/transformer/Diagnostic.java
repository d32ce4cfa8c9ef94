package dev.reprise.transformer;

import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault in the input, found by the transformer: where it is, what it is, and what to do about it.
 *
 * @param code what it is about, and so how bad it is
 * @param className the class, as in source ({@code a.b.Outer$Inner})
 * @param method the method's name
 * @param file the source file relative to a source root ({@code a/b/Outer.java}), or null if the class does not tell
 * @param line the line in the file, or 0 if the class does not tell
 * @param message the fault
 * @param remedy what to write instead
 */
public record Diagnostic(
        DiagnosticCode code,
        String className,
        String method,
        @Nullable String file,
        int line,
        String message,
        String remedy) {

    /** Orders by file (those without one by class), then by line. */
    public static final Comparator<Diagnostic> BY_PLACE = Comparator.comparing(Diagnostic::place)
            .thenComparing(Diagnostic::line)
            .thenComparing(Diagnostic::className)
            .thenComparing(Diagnostic::code);

    /** How bad it is. */
    public enum Severity {
        /** The class is transformed. */
        WARNING,
        /** The class cannot be transformed; the build fails and nothing is written. */
        ERROR
    }

    /** Checks that all but the file is there. */
    public Diagnostic {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Returns how bad it is. */
    public Severity severity() {
        return code.severity();
    }

    /** Returns the same of another file. */
    Diagnostic in(String otherFile) {
        return new Diagnostic(code, className, method, otherFile, line, message, remedy);
    }

    /** Tells whether this fails the build. */
    public boolean isError() {
        return severity() == Severity.ERROR;
    }

    /** Returns the diagnostic in javac's form, with its code where javac has a lint's, and {@code path} for the file; without a line if the class does not tell. */
    public String format(String path) {
        String level = isError() ? "error" : "warning";
        return path + (line > 0 ? ":" + line : "") + ": " + level + ": [" + code + "] " + message + " (in " + className
                + "." + method + "); " + remedy;
    }

    /** Returns the diagnostic in javac's form. */
    @Override
    public String toString() {
        return format(place());
    }

    private String place() {
        return file == null ? className : file;
    }
}
