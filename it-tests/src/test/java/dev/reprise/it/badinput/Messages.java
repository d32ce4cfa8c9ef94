package dev.reprise.it.badinput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Objects;

/** Compares what an error says, piece by piece, so that a failure shows the piece. */
final class Messages {

    private Messages() {}

    static void assertSays(Throwable error, String... pieces) {
        String message = Objects.requireNonNull(error.getMessage());
        for (String piece : pieces) {
            assertTrue(message.contains(piece), () -> "no \"" + piece + "\" in: " + message);
        }
    }

    /** Checks the type exactly: a subclass would be a different fault. */
    static void assertSays(Class<? extends Throwable> type, Throwable error, String... pieces) {
        assertEquals(type, error.getClass());
        assertSays(error, pieces);
    }
}
