package dev.reprise.transformer;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fault in the input, found by the transformer: where it is, what it is, and what to do about it.
 *
 * @param severity whether the build fails
 * @param className the class, as in source ({@code a.b.Outer$Inner})
 * @param method the method's name
 * @param file the source file relative to a source root ({@code a/b/Outer.java}), or null if the class does not tell
 * @param line the line in the file, or 0 if the class does not tell
 * @param message the fault
 * @param remedy what to write instead
 */
public record Diagnostic(
        Severity severity,
        String className,
        String method,
        @Nullable String file,
        int line,
        String message,
        String remedy) {

    /** How bad it is. */
    public enum Severity {
        /** The class cannot be transformed; the build fails and nothing is written. */
        ERROR,
        /** The class is transformed. */
        WARNING
    }

    /** Checks that all but the file is there. */
    public Diagnostic {
        Objects.requireNonNull(severity, "severity");
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(remedy, "remedy");
    }

    /** Tells whether this fails the build. */
    public boolean isError() {
        return severity == Severity.ERROR;
    }

    /** Returns the diagnostic in javac's form, with {@code path} for the file. */
    public String format(String path) {
        String level = isError() ? "error" : "warning";
        return path + ":" + line + ": " + level + ": " + message + " (in " + className + "." + method + "); " + remedy;
    }

    /** Returns the diagnostic in javac's form. */
    @Override
    public String toString() {
        return format(file == null ? className : file);
    }
}
