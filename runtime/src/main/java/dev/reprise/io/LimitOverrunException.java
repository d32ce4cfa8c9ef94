package dev.reprise.io;

import java.io.IOException;

/**
 * What a read to a separator throws when more bytes come before it than the reader's limit: {@code
 * asyncio.LimitOverrunError}. They are left in the reader, where {@link StreamReader#read(int)} can take them.
 */
public final class LimitOverrunException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int consumed;

    LimitOverrunException(String message, int consumed) {
        super(message);
        this.consumed = consumed;
    }

    /** Returns how many bytes of the reader's certainly precede the separator: {@code consumed}. */
    public int consumed() {
        return consumed;
    }
}
