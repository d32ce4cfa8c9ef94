package dev.reprise.loop;

import org.jspecify.annotations.Nullable;

/**
 * What an exception handler is told: the context of asyncio's {@code call_exception_handler}.
 *
 * @param message what happened
 * @param exception what was thrown
 * @param source the handle, promise or task in which it happened; null if there is none
 */
public record ErrorContext(
        String message, Throwable exception, @Nullable Object source) {

    /** Describes it in one line. */
    @Override
    public String toString() {
        return message + (source == null ? "" : " in " + source) + ": " + exception;
    }
}
