package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * What a cancelled task finds raised at the await where it is suspended: {@code asyncio.CancelledError}.
 *
 * <p>It is an {@link Error} for the reason that Python's is a {@code BaseException}: a {@code catch (Exception e)} around
 * an await must not swallow a cancellation.
 */
public class CancelledError extends Error {

    private static final long serialVersionUID = 1L;

    /** Makes one without a message. */
    public CancelledError() {
        this(null);
    }

    /**
     * Makes one that says why.
     *
     * @param message why the work was cancelled, or {@code null}
     */
    public CancelledError(@Nullable String message) {
        super(message);
    }
}
