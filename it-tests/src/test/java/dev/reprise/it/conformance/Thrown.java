package dev.reprise.it.conformance;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.function.Executable;

/** Looks at what is thrown. */
final class Thrown {

    private Thrown() {}

    /** Asserts that {@code call} throws an exception of {@code type} whose message contains {@code part}. */
    static void assertSays(String part, Class<? extends Throwable> type, Executable call) {
        String message = String.valueOf(assertThrows(type, call).getMessage());
        assertTrue(message.contains(part), message);
    }
}
