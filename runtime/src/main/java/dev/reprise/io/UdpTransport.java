package dev.reprise.io;

import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ChannelWatch;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Datagrams over a UDP socket. It receives one each time the socket is ready, into the buffer that all connections of the
 * loop share. It sends at once, and copies what the system does not take.
 */
final class UdpTransport implements DatagramTransport, LoopIo.Resource {

    /** What a datagram counts beside its bytes, as in asyncio: else a flood of empty ones would not count. */
    private static final int HEADER = 8;

    private record Unsent(ByteBuffer data, SocketAddress target) {

        int size() {
            return data.remaining() + HEADER;
        }
    }

    private final CallbackLoop loop;
    private final LoopIo io;
    private final DatagramChannel channel;
    private final ChannelWatch watch;
    private final SocketAddress local;
    private final @Nullable SocketAddress remote;
    private final DatagramProtocol protocol;
    private final WaterMarks marks = new WaterMarks();
    private final Deque<Unsent> unsent = new ArrayDeque<>();
    private int unsentSize;

    private boolean closing;

    /** The protocol was told, or is about to be. */
    private boolean lost;

    private UdpTransport(
            CallbackLoop loop,
            DatagramChannel channel,
            @Nullable SocketAddress remote,
            DatagramProtocol protocol,
            LoopIo io)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.remote = remote;
        this.protocol = protocol;
        this.io = io;
        channel.configureBlocking(false);
        if (channel.getLocalAddress() == null) {
            channel.bind(null); // else nothing would ever arrive
        }
        local = channel.getLocalAddress();
        watch = ChannelWatch.of(loop, channel);
    }

    /**
     * Takes over a channel, which then does not block. Its protocol is told through the ready queue, and only then is anything
     * received.
     *
     * @param made is done after the protocol was told
     */
    static UdpTransport start(
            CallbackLoop loop,
            DatagramChannel channel,
            @Nullable SocketAddress remote,
            DatagramProtocol protocol,
            Promise<@Nullable Void> made)
            throws IOException {
        UdpTransport transport = new UdpTransport(loop, channel, remote, protocol, LoopIo.of(loop));
        transport.io.add(transport);
        loop.callSoon(() -> transport.begin(made));
        return transport;
    }

    private void begin(Promise<@Nullable Void> made) {
        tell("connectionMade", () -> protocol.connectionMade(this));
        if (!closing) {
            watch.onReadable(this::receive);
        }
        made.trySetResult(null);
    }

    // -------------------------------------------------------------------------------------------------------- receive

    private void receive() {
        ByteBuffer buffer = io.readBuffer();
        SocketAddress sender;
        try {
            sender = channel.receive(buffer);
        } catch (IOException failure) {
            failed(failure);
            return;
        }
        if (sender != null) {
            tell("datagramReceived", () -> protocol.datagramReceived(buffer.flip(), sender));
        }
    }

    // ----------------------------------------------------------------------------------------------------------- send

    @Override
    public void sendTo(ByteBuffer data) {
        if (remote == null) {
            throw new IllegalStateException(
                    this + " has no remote address: give it when the endpoint is made, or name the target");
        }
        send(data, remote);
    }

    @Override
    public void sendTo(ByteBuffer data, SocketAddress target) {
        if (remote != null && !remote.equals(target)) {
            throw new IllegalArgumentException(
                    target + " is not the address to which " + this + " sends: leave it out");
        }
        if (target instanceof InetSocketAddress internet && internet.isUnresolved()) {
            throw new IllegalArgumentException(target + " is unresolved: look it up with a Resolver before");
        }
        send(data, target);
    }

    private void send(ByteBuffer data, SocketAddress target) {
        Datagrams.requireSendable(data, channel);
        if (closing) {
            data.position(data.limit());
        } else if (!unsent.isEmpty() || !trySend(data, target)) {
            ByteBuffer copy = ByteBuffer.allocate(data.remaining()).put(data).flip();
            Unsent next = new Unsent(copy, target);
            unsent.add(next);
            unsentSize += next.size();
            watch.onWritable(this::sendUnsent);
            pauseWriter();
        }
    }

    /** Sends a datagram, or tells of the error; returns false if the system takes nothing now. */
    private boolean trySend(ByteBuffer data, SocketAddress target) {
        try {
            channel.send(data, target);
            return !data.hasRemaining();
        } catch (IOException failure) {
            data.position(data.limit());
            failed(failure);
            return true;
        }
    }

    private void sendUnsent() {
        for (Unsent next = unsent.peek(); next != null; next = unsent.peek()) {
            int size = next.size();
            if (!trySend(next.data, next.target)) {
                break;
            }
            if (!unsent.isEmpty()) { // the protocol may have aborted it
                unsent.remove();
                unsentSize -= size;
            }
        }
        if (unsent.isEmpty()) {
            watch.onWritable(null);
            if (closing) {
                lose();
            }
        }
        if (marks.resumes(unsentSize)) {
            tell("resumeWriting", protocol::resumeWriting);
        }
    }

    private void pauseWriter() {
        if (marks.pauses(unsentSize)) {
            tell("pauseWriting", protocol::pauseWriting);
        }
    }

    @Override
    public void setWriteLimits(int low, int high) {
        marks.set(low, high);
        pauseWriter();
    }

    @Override
    public int writeBufferSize() {
        return unsentSize;
    }

    // ---------------------------------------------------------------------------------------------------------- close

    private void failed(IOException failure) {
        if (!lost) {
            tell("errorReceived", () -> protocol.errorReceived(failure));
        }
    }

    private void tell(String callback, Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            if (CallbackLoop.isFatal(failure)) {
                throw Sneaky.raise(failure);
            }
            loop.callExceptionHandler(new ErrorContext(callback + " of " + protocol + " failed", failure, this));
        }
    }

    @Override
    public void close() {
        if (!closing) {
            closing = true;
            watch.onReadable(null);
            if (unsent.isEmpty()) {
                lose();
            }
        }
    }

    @Override
    public void abort() {
        closing = true;
        watch.onReadable(null);
        watch.onWritable(null);
        forgetUnsent();
        lose();
    }

    private void forgetUnsent() {
        unsent.clear();
        unsentSize = 0;
    }

    private void lose() {
        if (!lost) {
            lost = true;
            loop.callSoon(() -> {
                try {
                    tell("connectionLost", () -> protocol.connectionLost(null));
                } finally {
                    discard();
                }
            });
        }
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    @Override
    public boolean isDone() {
        return closing && unsent.isEmpty();
    }

    @Override
    public void discard() {
        closing = true;
        lost = true;
        forgetUnsent();
        io.remove(this);
        watch.close();
        try {
            channel.close();
        } catch (IOException failure) {
            loop.callExceptionHandler(new ErrorContext("a socket could not be closed", failure, this));
        }
    }

    // ------------------------------------------------------------------------------------------------------- the
    // socket

    @Override
    public DatagramProtocol protocol() {
        return protocol;
    }

    @Override
    public SocketAddress localAddress() {
        return local;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface network) throws IOException {
        return channel.join(group, network);
    }

    @Override
    public MembershipKey join(InetAddress group, NetworkInterface network, InetAddress source) throws IOException {
        return channel.join(group, network, source);
    }

    @Override
    public <T> void setOption(SocketOption<T> option, T value) throws IOException {
        channel.setOption(option, value);
    }

    @Override
    public <T> T option(SocketOption<T> option) throws IOException {
        return channel.getOption(option);
    }

    @Override
    public String toString() {
        String state = lost ? "closed" : closing ? "closing" : "open";
        return "<UdpTransport at " + local + (remote == null ? "" : " to " + remote) + ", " + state + ", " + unsentSize
                + " bytes unsent>";
    }
}
