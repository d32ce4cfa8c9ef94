package dev.reprise.transformer;

import dev.reprise.transformer.Diagnostic.Severity;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a diagnostic is about, by a name that stays: it is printed, it can be searched for, and warnings are suppressed by
 * it. {@code docs/diagnostics.md} has an entry for each.
 */
public enum DiagnosticCode {
    /** {@code @Async} on a method that returns none of the async types. */
    WRONG_RETURN_TYPE(Severity.ERROR),
    /** {@code @Async} on a native method. */
    ASYNC_NATIVE(Severity.ERROR),
    /** {@code @Async} on a synchronized method. */
    ASYNC_SYNCHRONIZED(Severity.ERROR),
    /** A suspension in a method that is not {@code @Async}. */
    AWAIT_OUTSIDE_ASYNC(Severity.ERROR),
    /** A suspension in a constructor or an instance initialiser. */
    AWAIT_IN_CONSTRUCTOR(Severity.ERROR),
    /** A suspension in a static initialiser. */
    AWAIT_IN_STATIC_INITIALISER(Severity.ERROR),
    /** A suspension in a lambda that returns no coroutine. */
    AWAIT_IN_PLAIN_LAMBDA(Severity.ERROR),
    /** {@code await}, {@code suspend} or {@code emit} as a method reference. */
    AWAIT_AS_REFERENCE(Severity.ERROR),
    /** An await that Groovy would look up when it runs, or its own. */
    DYNAMIC_AWAIT(Severity.ERROR),
    /** {@code await} or {@code suspend} in a generator. */
    AWAIT_IN_GENERATOR(Severity.ERROR),
    /** {@code emit} in a coroutine. */
    EMIT_IN_COROUTINE(Severity.ERROR),
    /** A suspension while a monitor is held. */
    AWAIT_IN_SYNCHRONIZED(Severity.ERROR),
    /** A coroutine that would be awaited by a return inside {@code try}. */
    TAIL_AWAIT_IN_TRY(Severity.ERROR),
    /** An {@code @Async} method that returns null. */
    RETURNED_NULL(Severity.ERROR),
    /** A generator that returns another one. */
    RETURNED_GENERATOR(Severity.ERROR),
    /** An object under construction that no known compiler would copy so. */
    COPIED_CREATION(Severity.ERROR),
    /** A rewritten body that does not fit into a class file. */
    BODY_TOO_LARGE(Severity.ERROR),
    /** A class file of before Java 8. */
    OLD_CLASS_FILE(Severity.ERROR),
    /** A file that is no class file, or one that is damaged or too new. */
    MALFORMED_CLASS(Severity.ERROR),
    /** A class file whose code no verifier would accept. */
    INCONSISTENT_CLASS(Severity.ERROR),
    /** A rewritten class with more constants than a class file may have. */
    CLASS_TOO_LARGE(Severity.ERROR),
    /** A name that is to be generated, and is taken or too long. */
    GENERATED_NAME(Severity.ERROR),
    /** A rewritten class that does not verify. */
    FAILED_VERIFICATION(Severity.ERROR),
    /** A class that another version of the transformer has rewritten. */
    OTHER_ABI(Severity.ERROR),
    /** A coroutine that is made and dropped. */
    NEVER_AWAITED(Severity.WARNING),
    /** A call that blocks the event loop's thread, in a body that the loop steps. */
    BLOCKING_CALL(Severity.WARNING),
    /** A call of {@code suspend} that is inherited, perhaps not from {@code Coroutine}. */
    INHERITED_SUSPEND(Severity.WARNING),
    /** A rewritten body that HotSpot does not compile. */
    LARGE_BODY(Severity.WARNING),
    /** A generator that emits what is none of its elements. */
    WRONG_ELEMENT(Severity.WARNING),
    /** A class file that is not in the folder of its package. */
    MISPLACED_CLASS(Severity.WARNING),
    /** A signed jar whose signature is left out, since its classes were rewritten. */
    SIGNATURE_DROPPED(Severity.WARNING),
    /** An annotation that suppresses what is no warning. */
    UNKNOWN_SUPPRESSION(Severity.WARNING);

    private final Severity severity;

    DiagnosticCode(Severity severity) {
        this.severity = severity;
    }

    /** Returns how bad it is. */
    public Severity severity() {
        return severity;
    }

    /** Returns the code that is printed so, if there is one. */
    public static Optional<DiagnosticCode> of(String printed) {
        return Arrays.stream(values())
                .filter(code -> code.toString().equals(printed))
                .findFirst();
    }

    /** Returns the code as it is printed: {@code await-in-synchronized}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
