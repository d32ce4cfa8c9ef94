package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * UDP sockets whose ends are a {@link DatagramProtocol}: {@code loop.create_datagram_endpoint}. {@link AsyncSocket} has the
 * same for coroutines.
 */
public final class Datagrams {

    private Datagrams() {}

    /** A socket's addresses, of one family. */
    private record Ends(
            @Nullable InetSocketAddress local, @Nullable InetSocketAddress remote) {}

    /** Opens an endpoint with {@link DatagramOptions#defaults}. */
    public static <P extends DatagramProtocol> Coroutine<DatagramEndpoint<P>> createDatagramEndpoint(
            Supplier<? extends P> factory, @Nullable InetSocketAddress local, @Nullable InetSocketAddress remote)
            throws IOException {
        return createDatagramEndpoint(factory, local, remote, DatagramOptions.defaults());
    }

    /**
     * Opens an endpoint: {@code create_datagram_endpoint}. It is for a task of the running loop; cancelled, it leaves nothing
     * open. Addresses that are {@link InetSocketAddress#createUnresolved unresolved} are looked up, and tried until one can
     * be used.
     *
     * @param factory makes the protocol once the socket is open
     * @param local where it receives; port 0 for a free one; null for any address and port
     * @param remote where all datagrams go and alone come from; null for none
     * @throws IOException from the await: if no address can be used, the error of the first
     */
    @Async
    public static <P extends DatagramProtocol> Coroutine<DatagramEndpoint<P>> createDatagramEndpoint(
            Supplier<? extends P> factory,
            @Nullable InetSocketAddress local,
            @Nullable InetSocketAddress remote,
            DatagramOptions options)
            throws IOException {
        List<InetSocketAddress> locals = local == null ? List.of() : await(find(local, options));
        List<InetSocketAddress> remotes = remote == null ? List.of() : await(find(remote, options));
        List<Ends> candidates = local == null && remote == null ? List.of(new Ends(null, null)) : ends(locals, remotes);
        if (candidates.isEmpty()) {
            throw new UnknownHostException(local + " and " + remote + " have no addresses of one family");
        }
        IOException first = null;
        for (Ends ends : candidates) {
            DatagramChannel channel;
            try {
                channel = open(ends, options);
            } catch (IOException failure) {
                first = first == null ? failure : first;
                continue;
            }
            return started(factory, channel, ends.remote);
        }
        throw Objects.requireNonNull(first);
    }

    /** Opens an endpoint on a channel, which it then owns: {@code sock}. */
    @Async
    public static <P extends DatagramProtocol> Coroutine<DatagramEndpoint<P>> createDatagramEndpoint(
            Supplier<? extends P> factory, DatagramChannel channel) throws IOException {
        return started(factory, channel, (InetSocketAddress) channel.getRemoteAddress());
    }

    /**
     * Refuses what the JDK would drop without a word.
     *
     * @throws UnsupportedOperationException if {@code data} is empty and the channel is connected
     */
    static void requireSendable(ByteBuffer data, DatagramChannel channel) {
        if (!data.hasRemaining() && channel.isConnected()) {
            throw new UnsupportedOperationException("the JDK sends no empty datagrams from " + channel
                    + ", since it is connected: name the target in each send instead");
        }
    }

    private static Coroutine<List<InetSocketAddress>> find(InetSocketAddress address, DatagramOptions options)
            throws IOException {
        return Addresses.find(address, options.family(), options.resolver());
    }

    /** Joins what is of one family: the first of each. */
    private static List<Ends> ends(List<InetSocketAddress> locals, List<InetSocketAddress> remotes) {
        List<Ends> all = new ArrayList<>();
        List<ProtocolFamily> seen = new ArrayList<>();
        for (InetSocketAddress leading : locals.isEmpty() ? remotes : locals) {
            ProtocolFamily family = Addresses.familyOf(leading);
            if (!seen.contains(family)) {
                seen.add(family);
                InetSocketAddress other = locals.isEmpty() ? null : first(remotes, family);
                if (locals.isEmpty()) {
                    all.add(new Ends(null, leading));
                } else if (remotes.isEmpty() || other != null) {
                    all.add(new Ends(leading, other));
                }
            }
        }
        return all;
    }

    private static @Nullable InetSocketAddress first(List<InetSocketAddress> addresses, ProtocolFamily family) {
        return addresses.stream()
                .filter(address -> family.equals(Addresses.familyOf(address)))
                .findFirst()
                .orElse(null);
    }

    private static DatagramChannel open(Ends ends, DatagramOptions options) throws IOException {
        InetSocketAddress leading = ends.local == null ? ends.remote : ends.local;
        ProtocolFamily family = leading == null ? options.family() : Addresses.familyOf(leading);
        DatagramChannel channel = family == null ? DatagramChannel.open() : DatagramChannel.open(family);
        try {
            options.options().applyTo(channel);
            try {
                channel.bind(ends.local);
                if (ends.remote != null && !options.broadcast()) {
                    channel.connect(ends.remote);
                }
            } catch (IOException failure) {
                throw leading == null ? failure : ConnectErrors.at(leading, failure);
            }
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
        return channel;
    }

    @Async
    private static <P extends DatagramProtocol> Coroutine<DatagramEndpoint<P>> started(
            Supplier<? extends P> factory, DatagramChannel channel, @Nullable InetSocketAddress remote)
            throws IOException {
        EventLoop loop = EventLoop.current();
        Promise<@Nullable Void> made = loop.createPromise();
        P protocol;
        UdpTransport transport;
        try {
            protocol = Objects.requireNonNull(factory.get(), "the protocol");
            transport = UdpTransport.start(loop, channel, remote, protocol, made);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
        try {
            await(made);
        } catch (Throwable cancelled) {
            transport.abort();
            throw cancelled;
        }
        return Coroutine.of(new DatagramEndpoint<>(transport, protocol));
    }
}
