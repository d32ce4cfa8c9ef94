package dev.reprise.io;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of the datagrams that arrive: {@code asyncio.DatagramProtocol}. {@link #connectionMade} comes first and {@link
 * #connectionLost} last, each once. All come on the loop's thread.
 *
 * <p>An exception that one of them throws is reported, and the endpoint goes on: one bad datagram must not silence a server.
 */
public interface DatagramProtocol {

    /** Is called when the endpoint is open. */
    default void connectionMade(DatagramTransport transport) {}

    /**
     * Is called with a datagram.
     *
     * @param data its bytes, perhaps none; the buffer is the transport's, and holds them during the call only
     */
    void datagramReceived(ByteBuffer data, SocketAddress sender);

    /**
     * Is called when the system could not send or receive, and when it has learnt that an earlier datagram did not arrive,
     * which it tells endpoints with a fixed remote address only. The endpoint goes on.
     */
    default void errorReceived(IOException failure) {}

    /** Is called when more bytes wait to be sent than the high water mark: whoever sends should wait. */
    default void pauseWriting() {}

    /** Is called when as few wait as the low water mark. */
    default void resumeWriting() {}

    /**
     * Is called when the endpoint is closed.
     *
     * @param failure what broke it; null after {@link DatagramTransport#close} or {@link DatagramTransport#abort}
     */
    default void connectionLost(@Nullable Throwable failure) {}
}
