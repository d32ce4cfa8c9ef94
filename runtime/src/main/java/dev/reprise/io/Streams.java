package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections for coroutines: asyncio's streams. {@link Network} has the same for a {@link Protocol}.
 *
 * <p>All of it is for a task of the running loop. Cancelled, it leaves nothing open.
 */
public final class Streams {

    private Streams() {}

    // -------------------------------------------------------------------------------------------------------- connect

    /** Connects to a host with {@link ConnectOptions#defaults}. */
    public static Coroutine<Connection> openConnection(String host, int port) throws IOException {
        return openConnection(host, port, ConnectOptions.defaults());
    }

    /**
     * Connects to the first address of a host that answers: {@code open_connection}.
     *
     * @param host a name or an address
     * @throws IOException from the await: if no address answers, with the error of each
     */
    @Async
    public static Coroutine<Connection> openConnection(String host, int port, ConnectOptions options)
            throws IOException {
        Supplier<StreamProtocol> factory = client(options);
        return Coroutine.of(streams(await(Network.createConnection(factory, host, port, options))));
    }

    /** Connects to a Unix domain socket with {@link ConnectOptions#defaults}. */
    public static Coroutine<Connection> openUnixConnection(Path path) throws IOException {
        return openUnixConnection(path, ConnectOptions.defaults());
    }

    /**
     * Connects to a Unix domain socket: {@code open_unix_connection}.
     *
     * @throws IOException from the await: if nobody listens there
     */
    @Async
    public static Coroutine<Connection> openUnixConnection(Path path, ConnectOptions options) throws IOException {
        Supplier<StreamProtocol> factory = client(options);
        return Coroutine.of(streams(await(Network.createUnixConnection(factory, path, options))));
    }

    private static Supplier<StreamProtocol> client(ConnectOptions options) {
        EventLoop loop = EventLoop.current();
        return () -> new StreamProtocol(loop, options.limit(), null);
    }

    private static Connection streams(Connected<StreamProtocol> connected) {
        return connected.protocol().connection(connected.transport());
    }

    // ---------------------------------------------------------------------------------------------------------- serve

    /** Listens on a host's addresses with {@link ServerOptions#defaults}. */
    public static Coroutine<Server> startServer(ConnectionHandler handler, @Nullable String host, int port)
            throws IOException {
        return startServer(handler, host, port, ServerOptions.defaults());
    }

    /**
     * Listens on all addresses of a host, and runs {@code handler} for each connection in a task of its own: {@code
     * start_server}.
     *
     * @param host a name or an address; null for all interfaces
     * @param port 0 for a free one, another for each address; {@link Server#localAddresses} tells
     * @throws IOException from the await: if an address cannot be bound
     */
    @Async
    public static Coroutine<Server> startServer(
            ConnectionHandler handler, @Nullable String host, int port, ServerOptions options) throws IOException {
        return Network.createServer(server(handler, options), host, port, options);
    }

    /** Listens on a Unix domain socket with {@link ServerOptions#defaults}. */
    public static Coroutine<Server> startUnixServer(ConnectionHandler handler, Path path) throws IOException {
        return startUnixServer(handler, path, ServerOptions.defaults());
    }

    /**
     * Listens on a Unix domain socket, as {@link #startServer} does on a host: {@code start_unix_server}. A socket that is
     * found at the path is removed first.
     */
    @Async
    public static Coroutine<Server> startUnixServer(ConnectionHandler handler, Path path, ServerOptions options)
            throws IOException {
        return Network.createUnixServer(server(handler, options), path, options);
    }

    private static Supplier<StreamProtocol> server(ConnectionHandler handler, ServerOptions options) {
        EventLoop loop = EventLoop.current();
        return () -> new StreamProtocol(loop, options.limit(), handler);
    }

    // --------------------------------------------------------------------------------------------------------- memory

    /** Returns the two ends of a connection in memory, whose readers have {@link StreamReader#DEFAULT_LIMIT}. */
    public static MemoryPair memoryPair() {
        return memoryPair(StreamReader.DEFAULT_LIMIT);
    }

    /**
     * Returns the two ends of a connection in memory, of the running loop. It behaves as a socket does, but on virtual time
     * too, and always in the same way; see {@link MemoryTransport}.
     *
     * @param limit that of both readers
     */
    public static MemoryPair memoryPair(int limit) {
        EventLoop loop = EventLoop.current();
        StreamProtocol left = new StreamProtocol(loop, limit, null);
        StreamProtocol right = new StreamProtocol(loop, limit, null);
        MemoryTransport transport = MemoryTransport.connect(loop, left, right);
        return new MemoryPair(left.connection(transport), right.connection(transport.peer()));
    }
}
