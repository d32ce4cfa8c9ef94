package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.sync.Event;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What accepts connections on one or more addresses: {@code asyncio.Server}. {@link Network#createServer} makes it.
 *
 * <p>Of the loop's thread.
 */
public final class Server implements AutoCloseable {

    private final EventLoop loop;
    private final LoopIo io;
    private final Supplier<? extends Protocol> factory;
    private final ServerOptions options;
    private final Set<SocketTransport> connections = new LinkedHashSet<>();

    /** Set when it is closed and its last connection is. */
    private final Event ended = new Event();

    /** Empty once it is closed. */
    private List<Listener> listeners = List.of();

    private final LoopIo.Resource resource = new LoopIo.Resource() {
        @Override
        public boolean isDone() {
            return closed;
        }

        @Override
        public void discard() {
            stopListening();
        }

        @Override
        public String toString() {
            return Server.this.toString();
        }
    };

    private boolean serving;
    private boolean closed;

    /** What {@link #serveForever} waits for. */
    private @Nullable Promise<@Nullable Void> forever;

    Server(EventLoop loop, Supplier<? extends Protocol> factory, ServerOptions options) {
        this.loop = loop;
        io = LoopIo.of(loop);
        this.factory = factory;
        this.options = options;
    }

    /** Takes bound channels over, and begins to accept if the options say so. */
    void open(List<Listener> bound) throws IOException {
        listeners = bound;
        io.add(resource);
        if (options.startServing()) {
            startNow();
        }
    }

    // ---------------------------------------------------------------------------------------------------------- serve

    /** Returns the addresses on which it listens; none once it is closed: {@code sockets}. */
    public List<SocketAddress> localAddresses() {
        return listeners.stream().map(Listener::address).toList();
    }

    /** Tells whether it accepts connections: {@code is_serving}. */
    public boolean isServing() {
        return serving;
    }

    /**
     * Begins to accept connections; does nothing if it does so already: {@code start_serving}.
     *
     * @throws IllegalStateException from the await, if it is closed
     */
    @Async
    public Coroutine<Void> startServing() throws IOException {
        startNow();
        return Coroutine.done();
    }

    private void startNow() throws IOException {
        if (closed) {
            throw new IllegalStateException(this + " is closed: create another one");
        }
        if (!serving) {
            serving = true;
            for (Listener listener : listeners) {
                listener.start();
            }
        }
    }

    /**
     * Accepts connections until it is closed or the wait is cancelled; then closes, waits for the end of the connections, and
     * throws the cancellation: {@code serve_forever}.
     *
     * @throws IllegalStateException from the await, if it is closed, or somebody waits here already
     */
    @Async
    public Coroutine<Void> serveForever() throws IOException {
        if (forever != null) {
            throw new IllegalStateException("serveForever is awaited already on " + this);
        }
        startNow();
        Promise<@Nullable Void> closing = loop.createPromise();
        forever = closing;
        try {
            await(closing);
        } catch (CancelledError cancelled) {
            close();
            await(waitClosed());
            throw cancelled;
        } finally {
            forever = null;
        }
        return Coroutine.done();
    }

    void accepted(SocketChannel channel, ServerSocketChannel listening) {
        WatchedChannel socket = null;
        try {
            socket = WatchedChannel.of(loop, channel);
            options.options().applyToAccepted(channel, listening);
            SocketTransport.start(loop, socket, newProtocol(), this, null);
        } catch (Throwable failure) {
            drop(channel, socket);
            if (CallbackLoop.isFatal(failure)) {
                throw Sneaky.raise(failure);
            }
            loop.callExceptionHandler(
                    new ErrorContext("a connection was accepted and could not be served", failure, this));
        }
    }

    private Protocol newProtocol() {
        TlsOptions tls = options.tls();
        return tls == null ? factory.get() : new TlsProtocol(loop, factory.get(), tls);
    }

    private void drop(SocketChannel channel, @Nullable WatchedChannel socket) {
        try {
            if (socket == null) {
                channel.close();
            } else {
                socket.close();
            }
        } catch (IOException failure) {
            loop.callExceptionHandler(new ErrorContext("a socket could not be closed", failure, this));
        }
    }

    void attach(SocketTransport connection) {
        connections.add(connection);
    }

    void detach(SocketTransport connection) {
        connections.remove(connection);
        endIfDone();
    }

    // ---------------------------------------------------------------------------------------------------------- close

    /**
     * Listens no more; the connections go on. Ends {@link #serveForever} with a cancellation. May be called twice: {@code
     * close}.
     */
    @Override
    public void close() {
        if (!closed) {
            stopListening();
            if (forever != null) {
                forever.cancel();
            }
            endIfDone();
        }
    }

    /** Closes all connections that it has accepted; each sends what it has buffered first: {@code close_clients}. */
    public void closeClients() {
        List.copyOf(connections)
                .forEach(connection -> TlsProtocol.innermost(connection).close());
    }

    /** Aborts all connections that it has accepted: {@code abort_clients}. */
    public void abortClients() {
        List.copyOf(connections).forEach(Transport::abort);
    }

    /** Waits until it is closed and all its connections are (gh-79033, gh-104344): {@code wait_closed}. */
    @Async
    public Coroutine<Void> waitClosed() {
        return ended.waitFor();
    }

    private void endIfDone() {
        if (closed && connections.isEmpty()) {
            ended.set();
        }
    }

    private void stopListening() {
        closed = true;
        serving = false;
        listeners.forEach(Listener::close);
        listeners = List.of();
        io.remove(resource);
    }

    @Override
    public String toString() {
        return "<Server on " + (closed ? "nothing, closed" : localAddresses().toString()) + ", " + connections.size()
                + " connections>";
    }
}
