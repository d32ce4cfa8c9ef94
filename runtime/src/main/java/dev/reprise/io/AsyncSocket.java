package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose methods wait without blocking the loop: Python's {@code socket}, with asyncio's {@code loop.sock_*}
 * methods as its own. Each tries at once, and waits only if it must.
 *
 * <pre>{@code
 * try (AsyncSocket socket = AsyncSocket.tcp()) {
 *     await(socket.connect("localhost", 8080));
 *     await(socket.sendAll(request));
 *     ByteBuffer answer = await(socket.recv(1024));
 * }
 * }</pre>
 *
 * <p>It belongs to the first loop on which a task waits for it, and to its thread. One task may receive while another
 * sends. Where bytes would be mixed up, a second task that waits in the same direction is refused by an {@link
 * IllegalStateException}; any number may wait to accept or for datagrams, and are woken in the order in which they came.
 * A cancelled method has taken nothing; a cancelled {@link #connect} closes the socket.
 *
 * <p>{@link Streams} is more comfortable for connections, and buffers.
 */
public final class AsyncSocket implements Closeable {

    /** As Python's {@code listen()}. */
    private static final int DEFAULT_BACKLOG = 128;

    private final SocketKind kind;

    private SelectableChannel channel;

    private ChannelWaits waits;

    private boolean detached;

    private boolean closed;

    /** Another thread may be using the channel's descriptor. */
    private boolean inOtherThread;

    private AsyncSocket(SocketKind kind, SelectableChannel channel) throws IOException {
        this.kind = kind;
        this.channel = channel;
        waits = new ChannelWaits(channel, this);
        channel.configureBlocking(false);
    }

    // ---------------------------------------------------------------------------------------------------------- make

    /** Opens a TCP socket, for IPv6 and IPv4 where the system has both: {@code SOCK_STREAM}. */
    public static AsyncSocket tcp() throws IOException {
        return new AsyncSocket(SocketKind.TCP, SocketChannel.open());
    }

    /**
     * Opens a TCP socket for one kind of addresses, as {@link StandardProtocolFamily#INET6}.
     *
     * @throws UnsupportedOperationException if the system has none of this kind
     */
    public static AsyncSocket tcp(ProtocolFamily family) throws IOException {
        return new AsyncSocket(SocketKind.tcp(family), SocketChannel.open(family));
    }

    /** Opens a socket for datagrams, for IPv6 and IPv4 where the system has both: {@code SOCK_DGRAM}. */
    public static AsyncSocket udp() throws IOException {
        return new AsyncSocket(SocketKind.UDP, DatagramChannel.open());
    }

    /** Opens a socket for datagrams, for one kind of addresses; IPv4 multicast needs {@link StandardProtocolFamily#INET}. */
    public static AsyncSocket udp(ProtocolFamily family) throws IOException {
        return new AsyncSocket(SocketKind.udp(family), DatagramChannel.open(family));
    }

    /** Opens a Unix domain socket, for connections: {@code AF_UNIX}. */
    public static AsyncSocket unix() throws IOException {
        return new AsyncSocket(SocketKind.UNIX, SocketChannel.open(StandardProtocolFamily.UNIX));
    }

    /**
     * Makes one of a channel, which it then owns: {@code fileno}.
     *
     * @param channel a {@link SocketChannel}, {@link ServerSocketChannel} or {@link DatagramChannel}; it becomes non-blocking
     * @throws IllegalArgumentException if it is something else
     */
    public static AsyncSocket of(SelectableChannel channel) throws IOException {
        return new AsyncSocket(SocketKind.of(channel), channel);
    }

    /**
     * Sets an option, of {@link java.net.StandardSocketOptions} for example: {@code setsockopt}. What is set before {@link
     * #listen} holds for the listening socket as far as that has it.
     *
     * @return this
     * @throws UnsupportedOperationException if a socket of this kind does not have it
     */
    public <T> AsyncSocket option(SocketOption<T> option, T value) throws IOException {
        network().setOption(option, value);
        return this;
    }

    /** Returns the value of an option: {@code getsockopt}. */
    public <T> T option(SocketOption<T> option) throws IOException {
        return network().getOption(option);
    }

    // -------------------------------------------------------------------------------------------------- bind, listen

    /**
     * Binds the socket to a local address: {@code bind}. A host name is resolved without blocking the loop.
     *
     * @param address port 0 for a free one; null for any address and port. For a Unix domain socket the path, at which a
     *     file is made that stays there
     * @throws java.net.BindException if the address is in use or not of this machine
     */
    @Async
    public Coroutine<Void> bind(@Nullable SocketAddress address) throws IOException {
        SocketAddress resolved = address == null ? null : await(kind.resolve(address));
        try {
            kind.bind(network(), resolved);
        } catch (IOException failure) {
            throw resolved == null ? failure : ConnectErrors.at(resolved, failure);
        }
        return Coroutine.done();
    }

    /** The same for a host, by name or address. */
    @Async
    public Coroutine<Void> bind(String host, int port) throws IOException {
        return bind(InetSocketAddress.createUnresolved(host, port));
    }

    /** The same for a Unix domain socket. */
    @Async
    public Coroutine<Void> bind(Path path) throws IOException {
        return bind(UnixDomainSocketAddress.of(path));
    }

    /** Begins to take connections, up to 128 before they are accepted: {@code listen}. */
    @Async
    public Coroutine<Void> listen() throws IOException {
        return listen(DEFAULT_BACKLOG);
    }

    /**
     * Begins to take connections. If it fails, the socket is closed.
     *
     * @param backlog how many may wait to be accepted; the system may round it
     * @throws UnsupportedOperationException if this is a socket for datagrams
     */
    @Async
    public Coroutine<Void> listen(int backlog) throws IOException {
        if (channel instanceof ServerSocketChannel) {
            return Coroutine.done();
        }
        ServerSocketChannel listening = kind.listen(connection("listen"), backlog);
        listening.configureBlocking(false);
        channel = listening;
        waits = new ChannelWaits(listening, this);
        return Coroutine.done();
    }

    /**
     * Waits for a connection: {@code sock_accept}.
     *
     * @return a socket that is connected; {@link #remoteAddress} tells with whom
     */
    @Async
    public Coroutine<AsyncSocket> accept() throws IOException {
        if (!(channel instanceof ServerSocketChannel listening)) {
            throw new IllegalStateException(this + " does not listen: await listen() before accept()");
        }
        while (true) {
            SocketChannel accepted = listening.accept();
            if (accepted != null) {
                return Coroutine.of(new AsyncSocket(kind, accepted));
            }
            await(waits.reading.ready());
        }
    }

    // ------------------------------------------------------------------------------------------------------- connect

    /**
     * Connects: {@code sock_connect}. A host name is resolved without blocking the loop, and its first address is taken that
     * fits the socket. A socket for datagrams only notes the address. If it fails or is cancelled, the socket is closed.
     *
     * @throws java.net.ConnectException if nobody listens there, or answers in time
     * @throws java.net.UnknownHostException if there is no such host
     */
    @Async
    public Coroutine<Void> connect(SocketAddress address) throws IOException {
        SocketAddress named = address;
        try {
            SocketAddress resolved = await(kind.resolve(address));
            named = resolved;
            if (channel instanceof DatagramChannel datagrams) {
                datagrams.connect(resolved);
                return Coroutine.done();
            }
            SocketChannel connection = connection("connect");
            boolean connected = connection.connect(resolved);
            while (!connected) {
                await(waits.connecting.ready());
                connected = connection.finishConnect();
            }
        } catch (AsynchronousCloseException closed) {
            throw closed;
        } catch (IOException failure) {
            close();
            throw failure instanceof UnknownHostException ? failure : ConnectErrors.at(named, failure);
        } catch (Throwable failure) {
            close();
            throw failure;
        }
        return Coroutine.done();
    }

    /** The same for a host, by name or address. */
    @Async
    public Coroutine<Void> connect(String host, int port) throws IOException {
        return connect(InetSocketAddress.createUnresolved(host, port));
    }

    /** The same for a Unix domain socket. */
    @Async
    public Coroutine<Void> connect(Path path) throws IOException {
        return connect(UnixDomainSocketAddress.of(path));
    }

    // ------------------------------------------------------------------------------------------------------- receive

    /**
     * Waits until something arrives, and returns what is there: {@code sock_recv}.
     *
     * @param max the most bytes to take, of a stream at most 64 KiB at once; what a datagram has more is lost
     * @return a buffer of the caller's own; empty at the end, when the peer sends no more
     */
    @Async
    public Coroutine<ByteBuffer> recv(int max) throws IOException {
        if (channel instanceof DatagramChannel) {
            return Coroutine.of(await(recvFrom(max)).data());
        }
        SocketChannel connection = connection("recv");
        waits.reading.requireFree();
        while (true) {
            ByteBuffer shared = SocketBytes.readBuffer(EventLoop.current(), max);
            if (connection.read(shared) != 0 || max == 0) {
                return Coroutine.of(SocketBytes.copy(shared));
            }
            await(waits.reading.ready());
        }
    }

    /**
     * Waits until something arrives, and puts it into {@code target}, whose position moves: {@code sock_recv_into}.
     *
     * @return how many bytes; 0 at the end, when the peer sends no more, or if the buffer has no room
     */
    @Async
    public Coroutine<Integer> recvInto(ByteBuffer target) throws IOException {
        int start = target.position();
        if (channel instanceof DatagramChannel) {
            await(recvFromInto(target));
            return Coroutine.of(target.position() - start);
        }
        SocketChannel connection = connection("recvInto");
        waits.reading.requireFree();
        while (true) {
            if (SocketBytes.read(connection, target) != 0 || !target.hasRemaining()) {
                return Coroutine.of(target.position() - start);
            }
            await(waits.reading.ready());
        }
    }

    /**
     * Waits for a datagram: {@code sock_recvfrom}.
     *
     * @param max the most bytes to take of it; the rest is lost
     */
    @Async
    public Coroutine<Datagram> recvFrom(int max) throws IOException {
        DatagramChannel datagrams = datagrams("recvFrom");
        while (true) {
            ByteBuffer shared = SocketBytes.readBuffer(EventLoop.current(), max);
            SocketAddress sender = datagrams.receive(shared);
            if (sender != null) {
                return Coroutine.of(new Datagram(SocketBytes.copy(shared), sender));
            }
            await(waits.reading.ready());
        }
    }

    /**
     * Waits for a datagram, and puts it into {@code target}, whose position moves: {@code sock_recvfrom_into}. What does not
     * fit is lost.
     *
     * @return where it came from
     */
    @Async
    public Coroutine<SocketAddress> recvFromInto(ByteBuffer target) throws IOException {
        DatagramChannel datagrams = datagrams("recvFromInto");
        while (true) {
            SocketAddress sender = datagrams.receive(target);
            if (sender != null) {
                return Coroutine.of(sender);
            }
            await(waits.reading.ready());
        }
    }

    // ---------------------------------------------------------------------------------------------------------- send

    /**
     * Sends what can be sent now, waiting until that is at least one byte. The position of {@code data} moves by what was
     * sent; the peer may not have read it yet. A socket for datagrams sends one, to the address that it is connected to.
     *
     * @return how many bytes
     */
    @Async
    public Coroutine<Integer> send(ByteBuffer data) throws IOException {
        int start = data.position();
        waits.writing.requireFree();
        while (true) {
            if (write(data) != 0 || !data.hasRemaining()) {
                return Coroutine.of(data.position() - start);
            }
            await(waits.writing.ready());
        }
    }

    /**
     * Sends all of {@code data}, whose position moves to its limit: {@code sock_sendall}. If it fails or is cancelled, the
     * position tells what was sent before. The buffer must be left alone until the end.
     */
    @Async
    public Coroutine<Void> sendAll(ByteBuffer data) throws IOException {
        waits.writing.requireFree();
        while (data.hasRemaining()) {
            write(data);
            if (data.hasRemaining()) {
                await(waits.writing.ready());
            }
        }
        return Coroutine.done();
    }

    /**
     * Sends a datagram: {@code sock_sendto}. The position of {@code data} moves to its limit.
     *
     * @return how many bytes
     * @throws IOException also if it is too long, or if an error of the network was reported for an earlier one
     */
    @Async
    public Coroutine<Integer> sendTo(ByteBuffer data, SocketAddress target) throws IOException {
        DatagramChannel datagrams = datagrams("sendTo");
        SocketAddress resolved = await(kind.resolve(target));
        int length = data.remaining();
        Datagrams.requireSendable(data, datagrams);
        while (true) {
            datagrams.send(data, resolved);
            if (!data.hasRemaining()) {
                return Coroutine.of(length);
            }
            await(waits.writing.ready());
        }
    }

    /** Sends a whole file; see {@link #sendFile(Path, long, long)}. */
    @Async
    public Coroutine<Long> sendFile(Path path) throws IOException {
        return sendFile(path, 0, Long.MAX_VALUE);
    }

    /**
     * Sends a part of a file: {@code sock_sendfile}. The system hands it to the socket, on another thread, since a disk may
     * keep it waiting. Nothing else can be sent meanwhile. If it fails or is cancelled, an unknown part was sent.
     *
     * @param offset where the part begins, in bytes
     * @param count how many bytes it has
     * @return how many bytes were sent: fewer if the file ends before
     */
    @Async
    public Coroutine<Long> sendFile(Path path, long offset, long count) throws IOException {
        FileSender.requireRange(offset, count);
        SocketChannel connection = connection("sendFile");
        long sent = 0;
        waits.writing.occupy(true);
        try (AsyncFile file = await(AsyncFiles.open(path))) {
            while (sent < count) {
                long piece = await(handOver(file, offset + sent, Math.min(FileSender.PIECE, count - sent), connection));
                if (piece == AsyncFile.AT_END) {
                    break;
                }
                sent += piece;
                if (piece == 0) {
                    await(waits.writing.ready());
                }
            }
        } finally {
            waits.writing.occupy(false);
        }
        return Coroutine.of(sent);
    }

    /** Keeps the channel open while the thread uses its descriptor, which JDK 17 would let others have. */
    @Async
    private Coroutine<Long> handOver(AsyncFile file, long offset, long count, SocketChannel connection)
            throws IOException {
        long taken;
        inOtherThread = true;
        try {
            taken = await(file.transferTo(offset, count, connection));
        } catch (IOException failure) {
            throw closed ? new ClosedDuringWait(this, "send a file") : failure;
        } finally {
            inOtherThread = false;
            if (closed) {
                connection.close();
            }
        }
        if (closed) {
            throw new ClosedDuringWait(this, "send a file");
        }
        return Coroutine.of(taken);
    }

    private int write(ByteBuffer data) throws IOException {
        if (channel instanceof DatagramChannel datagrams) {
            Datagrams.requireSendable(data, datagrams);
            return datagrams.write(data);
        }
        SocketChannel connection = connection("send");
        return SocketBytes.write(data, connection);
    }

    // ---------------------------------------------------------------------------------------------------------- close

    /** Receives no more: {@code shutdown(SHUT_RD)}. */
    public void shutdownInput() throws IOException {
        connection("shutdownInput").shutdownInput();
    }

    /** Sends no more; the peer sees the end, and may still send: {@code shutdown(SHUT_WR)}. */
    public void shutdownOutput() throws IOException {
        connection("shutdownOutput").shutdownOutput();
    }

    /**
     * Closes the socket. What waits on it in another task ends with an {@link AsynchronousCloseException}. A Unix domain
     * socket leaves its file. May be called twice.
     */
    @Override
    public void close() throws IOException {
        if (!detached) {
            closed = true;
            waits.close();
            if (inOtherThread) {
                ((SocketChannel) channel)
                        .shutdownOutput(); // that thread comes back soon, and the channel is closed then
            } else {
                channel.close();
            }
        }
    }

    /** Gives the channel away, which stays open; this must not be used any more: {@code detach}. */
    public SelectableChannel detach() {
        waits.close();
        detached = true;
        return channel;
    }

    /** Tells whether it was not closed yet. */
    public boolean isOpen() {
        return !detached && !closed && channel.isOpen();
    }

    /**
     * Receives what is sent to a multicast group from now on: {@code IP_ADD_MEMBERSHIP}. How multicast is sent is told by
     * {@link java.net.StandardSocketOptions#IP_MULTICAST_IF} and its like.
     *
     * @param network the interface on which it is to listen
     * @return the membership; {@link MembershipKey#drop} leaves the group
     */
    public MembershipKey join(InetAddress group, NetworkInterface network) throws IOException {
        return datagrams("join").join(group, network);
    }

    // ----------------------------------------------------------------------------------------------------- addresses

    /**
     * Returns the address of this end: {@code getsockname}.
     *
     * @throws IllegalStateException if it has none yet
     */
    public SocketAddress localAddress() throws IOException {
        return requireAddress(local(), "bound: await bind(...) before");
    }

    /**
     * Returns the address of the other end: {@code getpeername}.
     *
     * @throws IllegalStateException if there is none
     */
    public SocketAddress remoteAddress() throws IOException {
        return requireAddress(remote(), "connected");
    }

    private SocketAddress requireAddress(@Nullable SocketAddress address, String missing) {
        if (address == null) {
            throw new IllegalStateException(this + " is not " + missing);
        }
        return address;
    }

    private @Nullable SocketAddress local() throws IOException {
        return network().getLocalAddress();
    }

    private @Nullable SocketAddress remote() throws IOException {
        if (channel instanceof SocketChannel connection) {
            return connection.getRemoteAddress();
        }
        return channel instanceof DatagramChannel datagrams ? datagrams.getRemoteAddress() : null;
    }

    private NetworkChannel network() {
        return (NetworkChannel) channel;
    }

    private SocketChannel connection(String method) throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        if (channel instanceof SocketChannel connection) {
            return connection;
        }
        throw new IllegalStateException(method + " was called on " + this + ", which has no connection: "
                + (channel instanceof DatagramChannel ? "use a TCP socket" : "use what accept() returns"));
    }

    private DatagramChannel datagrams(String method) {
        if (channel instanceof DatagramChannel datagrams) {
            return datagrams;
        }
        throw new IllegalStateException(
                method + " was called on " + this + ", which has no datagrams: use a UDP socket");
    }

    @Override
    public String toString() {
        return "<AsyncSocket " + kind + (isOpen() ? described() : ", closed") + ">";
    }

    private String described() {
        try {
            SocketAddress local = local();
            SocketAddress remote = remote();
            return (channel instanceof ServerSocketChannel ? ", listening" : "")
                    + (local == null ? "" : " " + local)
                    + (remote == null ? "" : " to " + remote);
        } catch (IOException closed) {
            return ", closed";
        }
    }
}
