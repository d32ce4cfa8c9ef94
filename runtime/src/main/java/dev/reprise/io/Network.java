package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections and servers whose ends are a {@link Protocol}: {@code loop.create_connection} and its like. {@link Streams} has
 * the same for coroutines.
 *
 * <p>All of it is for a task of the running loop. Cancelled, it leaves nothing open.
 */
public final class Network {

    private Network() {}

    // -------------------------------------------------------------------------------------------------------- connect

    /** Connects to a host with {@link ConnectOptions#defaults}. */
    public static <P extends Protocol> Coroutine<Connected<P>> createConnection(
            Supplier<? extends P> factory, String host, int port) throws IOException {
        return createConnection(factory, host, port, ConnectOptions.defaults());
    }

    /**
     * Connects to the first address of a host that answers: {@code create_connection}.
     *
     * @param factory makes the protocol once the connection stands
     * @param host a name or an address
     * @throws IOException from the await: if no address answers, with the error of each
     */
    @Async
    public static <P extends Protocol> Coroutine<Connected<P>> createConnection(
            Supplier<? extends P> factory, String host, int port, ConnectOptions options) throws IOException {
        List<InetSocketAddress> addresses = await(Addresses.find(host, port, options.family(), options.resolver()));
        return createConnection(factory, addresses, options.forHost(host));
    }

    /**
     * Connects to the first of some addresses that answers, without asking a resolver.
     *
     * @throws IllegalArgumentException from the await, if there are none or one is unresolved
     */
    @Async
    public static <P extends Protocol> Coroutine<Connected<P>> createConnection(
            Supplier<? extends P> factory, List<InetSocketAddress> addresses, ConnectOptions options)
            throws IOException {
        options.requireServerName();
        EventLoop loop = EventLoop.current();
        Connector connector = new Connector(loop, options, await(localAddresses(options)));
        return connected(loop, factory, options.tls(), await(connector.connect(Addresses.requireResolved(addresses))));
    }

    /** Connects to a Unix domain socket with {@link ConnectOptions#defaults}. */
    public static <P extends Protocol> Coroutine<Connected<P>> createUnixConnection(
            Supplier<? extends P> factory, Path path) throws IOException {
        return createUnixConnection(factory, path, ConnectOptions.defaults());
    }

    /**
     * Connects to a Unix domain socket: {@code create_unix_connection}. It does not wait for a place in the server's back-log,
     * as connecting to a host does.
     *
     * @throws IOException from the await: if nobody listens there, or the back-log is full
     */
    @Async
    public static <P extends Protocol> Coroutine<Connected<P>> createUnixConnection(
            Supplier<? extends P> factory, Path path, ConnectOptions options) throws IOException {
        options.requireServerName();
        EventLoop loop = EventLoop.current();
        Connector connector = new Connector(loop, options, List.of());
        return connected(loop, factory, options.tls(), await(connector.connect(UnixDomainSocketAddress.of(path))));
    }

    @Async
    private static Coroutine<List<InetSocketAddress>> localAddresses(ConnectOptions options) throws IOException {
        InetSocketAddress local = options.localAddress();
        return local == null ? Coroutine.of(List.of()) : Addresses.find(local, options.family(), options.resolver());
    }

    /** Gives the channel its protocol, and waits until that knows; with TLS, after the handshake. */
    @Async
    private static <P extends Protocol> Coroutine<Connected<P>> connected(
            EventLoop loop, Supplier<? extends P> factory, @Nullable TlsOptions options, WatchedChannel socket)
            throws IOException {
        P protocol;
        TlsProtocol tls;
        SocketTransport transport;
        Promise<@Nullable Void> made = loop.createPromise();
        try {
            protocol = Objects.requireNonNull(factory.get(), "the protocol");
            tls = options == null ? null : new TlsProtocol(loop, protocol, options);
            transport = SocketTransport.start(loop, socket, tls == null ? protocol : tls, null, made);
        } catch (Throwable failure) {
            socket.close();
            throw failure;
        }
        try {
            await(made);
            if (tls != null) {
                await(tls.awaitHandshake());
            }
        } catch (Throwable failure) {
            transport.abort();
            throw failure;
        }
        return Coroutine.of(new Connected<>(tls == null ? transport : tls.transport(), protocol));
    }

    // ---------------------------------------------------------------------------------------------------------- serve

    /** Listens on a host's addresses with {@link ServerOptions#defaults}. */
    public static Coroutine<Server> createServer(Supplier<? extends Protocol> factory, @Nullable String host, int port)
            throws IOException {
        return createServer(factory, host, port, ServerOptions.defaults());
    }

    /**
     * Listens on all addresses of a host, and gives each connection a protocol: {@code create_server}.
     *
     * @param factory makes the protocol of a connection
     * @param host a name or an address; null for all interfaces
     * @param port 0 for a free one, another for each address; {@link Server#localAddresses} tells
     * @throws IOException from the await: if an address cannot be bound
     */
    @Async
    public static Coroutine<Server> createServer(
            Supplier<? extends Protocol> factory, @Nullable String host, int port, ServerOptions options)
            throws IOException {
        List<InetSocketAddress> addresses = host == null
                ? List.of(new InetSocketAddress(port))
                : await(Addresses.find(host, port, options.family(), options.resolver()));
        return createServer(factory, addresses, options);
    }

    /**
     * Listens on some addresses, without asking a resolver.
     *
     * @throws IllegalArgumentException from the await, if there are none or one is unresolved
     */
    @Async
    public static Coroutine<Server> createServer(
            Supplier<? extends Protocol> factory, List<InetSocketAddress> addresses, ServerOptions options)
            throws IOException {
        return Coroutine.of(
                new Binder(EventLoop.current(), factory, options).bind(Addresses.requireResolved(addresses)));
    }

    /** Listens on a Unix domain socket with {@link ServerOptions#defaults}. */
    public static Coroutine<Server> createUnixServer(Supplier<? extends Protocol> factory, Path path)
            throws IOException {
        return createUnixServer(factory, path, ServerOptions.defaults());
    }

    /**
     * Listens on a Unix domain socket: {@code create_unix_server}. A socket that is found at the path is removed first.
     */
    @Async
    public static Coroutine<Server> createUnixServer(
            Supplier<? extends Protocol> factory, Path path, ServerOptions options) throws IOException {
        return Coroutine.of(new Binder(EventLoop.current(), factory, options).bind(path));
    }
}
