package dev.reprise.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A protocol that may know where the next bytes are to go, so that a transport reads them from the channel to there: what
 * {@code asyncio.BufferedProtocol} is for. A transport may as well call {@link #dataReceived}.
 */
interface FillingProtocol extends Protocol {

    /** Returns a buffer with room; null if there is none just now. */
    @Nullable
    ByteBuffer bufferToFill();

    /** Tells that bytes were put into that buffer. */
    void bufferFilled();
}
