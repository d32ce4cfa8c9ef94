package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * What a wait ends with when its time is over: Python's {@code TimeoutError}.
 *
 * <p>It is unchecked, unlike {@link java.util.concurrent.TimeoutException}, to which it is converted where a result goes
 * to a {@code CompletableFuture}: scopes nest, and javac infers only one checked exception for a block.
 */
public class TimedOutException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes one with a message. */
    public TimedOutException(@Nullable String message) {
        super(message);
    }

    /** Makes one with a message and the cancellation that ended the wait. */
    public TimedOutException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
