package dev.reprise.transformer;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of classes before they are written. Immutable.
 *
 * @param failOnWarning whether a warning forbids the output as an error does
 * @param verifyAgainst if not null, each rewritten class is verified as the JVM would, and these folders and jars are where
 *     the classes are that it names, besides those of the input and of the running JDK; a class that is nowhere is taken
 *     to be what is wanted. This needs asm-util on the class path.
 */
public record Checks(boolean failOnWarning, @Nullable List<Path> verifyAgainst) {

    /** Copies the list. */
    public Checks {
        verifyAgainst = verifyAgainst == null ? null : List.copyOf(verifyAgainst);
    }

    /** Returns the checks that suit almost everybody: errors alone count. */
    public static Checks defaults() {
        return new Checks(false, null);
    }

    /** Returns these checks with warnings that count as errors, or not. */
    public Checks withFailOnWarning(boolean fails) {
        return new Checks(fails, verifyAgainst);
    }
}
