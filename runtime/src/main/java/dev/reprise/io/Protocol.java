package dev.reprise.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of what happens on a connection: {@code asyncio.Protocol}. {@link #connectionMade} comes first and {@link
 * #connectionLost} last, each once; between them {@link #dataReceived} any number of times, then perhaps {@link
 * #eofReceived}. All come on the loop's thread. An exception that one of them throws ends the connection and is reported.
 */
public interface Protocol {

    /** Is called when the connection stands. */
    default void connectionMade(Transport transport) {}

    /**
     * Is called with bytes that have arrived, at least one. The buffer is the transport's, and holds them during the call
     * only.
     */
    void dataReceived(ByteBuffer data);

    /**
     * Is called when the peer sends nothing more.
     *
     * @return whether the connection stays open for writing; if not, the transport closes itself. TLS always does
     */
    default boolean eofReceived() {
        return false;
    }

    /** Is called when more bytes wait to be sent than the high water mark: whoever writes should wait. */
    default void pauseWriting() {}

    /** Is called when as few wait as the low water mark. */
    default void resumeWriting() {}

    /**
     * Is called when the connection is closed.
     *
     * @param failure what broke it; null if it ended in order, by the peer's end, {@link Transport#close} or {@link
     *     Transport#abort}
     */
    default void connectionLost(@Nullable Throwable failure) {}
}
