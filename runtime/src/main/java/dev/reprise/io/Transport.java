package dev.reprise.io;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, for callbacks: {@code asyncio.Transport}. What arrives goes to its {@link Protocol}; what is
 * written is sent at once as far as that goes, and buffered otherwise. No method waits.
 *
 * <p>Of the loop's thread.
 */
public interface Transport {

    // ---------------------------------------------------------------------------------------------------------- write

    /**
     * Sends all that remains in {@code data}, in the order of the calls. The buffer is the caller's again on return: what
     * could not be sent yet was copied. After {@link #close} or a failure the bytes are dropped.
     *
     * @throws IllegalStateException after {@link #writeEof}
     */
    void write(ByteBuffer data);

    /** Sends several buffers as {@link #write(ByteBuffer)} does, in as few system calls as possible: {@code writelines}. */
    default void write(List<ByteBuffer> data) {
        data.forEach(this::write);
    }

    /** Tells whether {@link #writeEof} may be called: TLS has no half-closed connections. */
    boolean canWriteEof();

    /**
     * Tells the peer that nothing more comes, once what is buffered is sent; reading goes on: {@code write_eof}.
     *
     * @throws UnsupportedOperationException if this kind of connection cannot be half closed
     */
    void writeEof();

    /**
     * Sets the water marks, in bytes: when more than {@code high} are buffered, {@link Protocol#pauseWriting} is called, and
     * {@link Protocol#resumeWriting} when {@code low} or fewer are left. 64 KiB and 16 KiB at first.
     *
     * @throws IllegalArgumentException unless 0 &le; low &le; high
     */
    void setWriteLimits(int low, int high);

    /** Returns how many bytes are buffered to be sent: {@code get_write_buffer_size}. */
    int writeBufferSize();

    // ----------------------------------------------------------------------------------------------------------- read

    /** Keeps the protocol from being given data, until {@link #resumeReading}; may be called twice. */
    void pauseReading();

    /** Takes {@link #pauseReading} back; may be called twice. */
    void resumeReading();

    /** Tells whether it reads: neither paused nor closing nor at the end of the input. */
    boolean isReading();

    // ---------------------------------------------------------------------------------------------------------- close

    /**
     * Reads no more, sends what is buffered, and closes the connection. {@link Protocol#connectionLost} is called when that is
     * done, from the ready queue. May be called twice.
     */
    void close();

    /** Closes the connection at once; what is buffered is lost: {@code abort}. */
    void abort();

    /** Tells whether it is closed or closing: {@code is_closing}. */
    boolean isClosing();

    // ------------------------------------------------------------------------------------------------------- the ends

    /** Returns who is told of what arrives: {@code get_protocol}. */
    Protocol protocol();

    /** Tells another one from now on: {@code set_protocol}. */
    void setProtocol(Protocol protocol);

    /** Returns the address of this end, null where it has none: {@code get_extra_info("sockname")}. */
    @Nullable
    SocketAddress localAddress();

    /** Returns the address of the other end, null where it has none: {@code get_extra_info("peername")}. */
    @Nullable
    SocketAddress remoteAddress();

    /** Returns what TLS has agreed on, with the peer's certificates; empty without TLS: {@code get_extra_info("ssl_object")}. */
    default Optional<SSLSession> tlsSession() {
        return Optional.empty();
    }

    /** Returns the protocol that both ends have agreed on by TLS (ALPN); empty if none: {@code selected_alpn_protocol}. */
    default Optional<String> applicationProtocol() {
        return Optional.empty();
    }
}
