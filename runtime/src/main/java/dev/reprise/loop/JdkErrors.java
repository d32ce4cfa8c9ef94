package dev.reprise.loop;

import dev.reprise.CancelledError;
import dev.reprise.TimedOutException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

/**
 * The errors that coroutines and {@code java.util.concurrent} have each under a name of their own. Every bridge between
 * the two converts them, both ways; a bridge that is written elsewhere should do so, too. All others cross as they are.
 *
 * <p>A run of a loop is no bridge: {@code runUntilComplete} throws the {@link CancelledError} of what it runs.
 */
public final class JdkErrors {

    private JdkErrors() {}

    /**
     * Returns what an await is to throw for an exception from other threads: a {@link CancelledError} for a {@link
     * CancellationException}, a {@link TimedOutException} for a {@link TimeoutException}, each with the original as its
     * cause.
     *
     * <p>An {@link InterruptedException} becomes a {@link CancelledError}: somebody asked the other thread to stop, and
     * not the thread of the loop.
     */
    public static Throwable fromJdk(Throwable error) {
        if (error instanceof CancellationException || error instanceof InterruptedException) {
            CancelledError cancelled = new CancelledError(error.getMessage());
            cancelled.initCause(error);
            return cancelled;
        }
        return error instanceof TimeoutException ? new TimedOutException(error.getMessage(), error) : error;
    }

    /** Returns what a {@code Future} is to end with for an exception of a coroutine: the reverse of {@link #fromJdk}. */
    public static Throwable toJdk(Throwable error) {
        if (error instanceof CancelledError) {
            return withCause(new CancellationException(error.getMessage()), error);
        }
        return error instanceof TimedOutException ? withCause(new TimeoutException(error.getMessage()), error) : error;
    }

    private static Throwable withCause(Throwable converted, Throwable cause) {
        converted.initCause(cause);
        return converted;
    }
}
