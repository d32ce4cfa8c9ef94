package dev.reprise.io;

import java.io.EOFException;
import java.nio.ByteBuffer;
import java.util.OptionalInt;

/**
 * What a read throws when the input ends before what it waits for: {@code asyncio.IncompleteReadError}. What came before
 * the end is in {@link #partial}, and no longer in the reader.
 */
public final class IncompleteReadException extends EOFException {

    private static final long serialVersionUID = 1L;

    private final byte[] partial;

    /** Negative if it is not known, as no separator was found. */
    private final int expected;

    private IncompleteReadException(String message, ByteBuffer partial, int expected) {
        super(message);
        this.partial = Bytes.array(partial);
        this.expected = expected;
    }

    static IncompleteReadException exactly(ByteBuffer partial, int expected) {
        return new IncompleteReadException(
                "the input ended after " + partial.remaining() + " of " + expected + " bytes", partial, expected);
    }

    static IncompleteReadException until(ByteBuffer partial) {
        return new IncompleteReadException(
                "the input ended after " + partial.remaining() + " bytes without a separator", partial, -1);
    }

    /** Returns a new buffer with the bytes that came before the end, perhaps none. */
    public ByteBuffer partial() {
        return ByteBuffer.wrap(partial.clone());
    }

    /** Returns how many bytes were asked for; empty if the read was one to a separator. */
    public OptionalInt expected() {
        return expected < 0 ? OptionalInt.empty() : OptionalInt.of(expected);
    }
}
