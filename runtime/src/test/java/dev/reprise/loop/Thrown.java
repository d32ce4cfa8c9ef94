package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Objects;

/** The message of what a call throws, for tests that are about messages. */
public final class Thrown {

    /** A call that may throw anything. */
    @FunctionalInterface
    public interface Call {
        void run() throws Throwable;
    }

    private Thrown() {}

    /** Tells whether a call throws an {@link IllegalStateException}. */
    public static boolean isRefused(Runnable call) {
        try {
            call.run();
            return false;
        } catch (IllegalStateException refused) {
            return true;
        }
    }

    public static String message(Class<? extends Throwable> type, Call call) {
        return Objects.requireNonNull(assertThrows(type, call::run).getMessage(), "the message");
    }
}
