package dev.reprise.io;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.MembershipKey;
import org.jspecify.annotations.Nullable;

/**
 * A UDP socket for callbacks: {@code asyncio.DatagramTransport}. What arrives goes to its {@link DatagramProtocol}; what is
 * sent is sent at once if that goes, and buffered otherwise. No method waits.
 *
 * <p>Of the loop's thread.
 */
public interface DatagramTransport {

    /**
     * Sends what remains in {@code data} to the fixed remote address: {@code sendto}. The buffer is the caller's again on
     * return. After {@link #close} the datagram is dropped.
     *
     * @throws IllegalStateException if the endpoint has no fixed remote address
     * @throws UnsupportedOperationException if the buffer is empty: the JDK sends no empty datagrams to a fixed address
     */
    void sendTo(ByteBuffer data);

    /**
     * Sends a datagram, which may be empty, to an address.
     *
     * @throws IllegalArgumentException if the address is unresolved, or is not the fixed one where there is one
     */
    void sendTo(ByteBuffer data, SocketAddress target);

    /**
     * Sets the water marks, in bytes: when more than {@code high} are buffered, {@link DatagramProtocol#pauseWriting} is
     * called, and {@link DatagramProtocol#resumeWriting} when {@code low} or fewer are left. 64 KiB and 16 KiB at first. A
     * datagram counts 8 bytes more than its length.
     *
     * @throws IllegalArgumentException unless 0 &le; low &le; high
     */
    void setWriteLimits(int low, int high);

    /** Returns how many bytes are buffered to be sent, with 8 more for each datagram: {@code get_write_buffer_size}. */
    int writeBufferSize();

    /**
     * Receives no more, sends what is buffered, and closes the socket. {@link DatagramProtocol#connectionLost} is called when
     * that is done, from the ready queue. May be called twice.
     */
    void close();

    /** Closes the socket at once; what is buffered is lost: {@code abort}. */
    void abort();

    /** Tells whether it is closed or closing: {@code is_closing}. */
    boolean isClosing();

    /** Returns who is told of what arrives: {@code get_protocol}. */
    DatagramProtocol protocol();

    /** Returns the address of this end: {@code get_extra_info("sockname")}. */
    SocketAddress localAddress();

    /** Returns the fixed remote address, null if there is none: {@code get_extra_info("peername")}. */
    @Nullable
    SocketAddress remoteAddress();

    // ----------------------------------------------------------------------------------------------------- multicast

    /**
     * Receives what is sent to a multicast group from now on: {@code IP_ADD_MEMBERSHIP}. A socket for an IPv4 group must be
     * of the family {@link java.net.StandardProtocolFamily#INET}.
     *
     * @param network the interface on which it is to listen
     * @return the membership; {@link MembershipKey#drop} leaves the group, and so does closing the endpoint
     * @throws IOException if the system refuses
     * @throws IllegalArgumentException if {@code group} is no multicast address, or of another family
     */
    MembershipKey join(InetAddress group, NetworkInterface network) throws IOException;

    /** The same for what one source sends to the group: {@code IP_ADD_SOURCE_MEMBERSHIP}. */
    MembershipKey join(InetAddress group, NetworkInterface network, InetAddress source) throws IOException;

    /**
     * Sets an option. How multicast is sent is told by {@link java.net.StandardSocketOptions#IP_MULTICAST_IF}, {@link
     * java.net.StandardSocketOptions#IP_MULTICAST_TTL} and {@link java.net.StandardSocketOptions#IP_MULTICAST_LOOP}.
     */
    <T> void setOption(SocketOption<T> option, T value) throws IOException;

    /** Returns the value of an option. */
    <T> T option(SocketOption<T> option) throws IOException;
}
