package dev.reprise.io;

import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a server is to be made: immutable, each method returns a changed copy. */
public final class ServerOptions {

    private static final ServerOptions DEFAULTS = new ServerOptions(
            SocketOptions.none(), null, 100, true, true, Resolver.ofLoop(), StreamReader.DEFAULT_LIMIT, null);

    private final SocketOptions options;
    private final @Nullable ProtocolFamily family;
    private final int backlog;
    private final boolean startServing;
    private final boolean removeSocketFile;
    private final Resolver resolver;
    private final int limit;
    private final @Nullable TlsOptions tls;

    private ServerOptions(
            SocketOptions options,
            @Nullable ProtocolFamily family,
            int backlog,
            boolean startServing,
            boolean removeSocketFile,
            Resolver resolver,
            int limit,
            @Nullable TlsOptions tls) {
        this.options = options;
        this.family = family;
        this.backlog = backlog;
        this.startServing = startServing;
        this.removeSocketFile = removeSocketFile;
        this.resolver = resolver;
        this.limit = limit;
        this.tls = tls;
    }

    /** Any family, 100 connections that wait to be accepted, serving at once, streams with a limit of 64 KiB. */
    public static ServerOptions defaults() {
        return DEFAULTS;
    }

    /** Uses only addresses of one family, a {@link java.net.StandardProtocolFamily}; null for any: {@code family}. */
    public ServerOptions family(@Nullable ProtocolFamily only) {
        return new ServerOptions(options, only, backlog, startServing, removeSocketFile, resolver, limit, tls);
    }

    /** Sets how many connections may wait to be accepted, as far as the system lets them: {@code backlog}. */
    public ServerOptions backlog(int connections) {
        if (connections <= 0) {
            throw new IllegalArgumentException("a back-log must be positive, but is " + connections);
        }
        return new ServerOptions(options, family, connections, startServing, removeSocketFile, resolver, limit, tls);
    }

    /**
     * Sets whether connections are accepted from the start on, or from {@link Server#startServing}: {@code start_serving}.
     * Until then those of the back-log wait.
     */
    public ServerOptions startServing(boolean atOnce) {
        return new ServerOptions(options, family, backlog, atOnce, removeSocketFile, resolver, limit, tls);
    }

    /** Sets whether the socket file of a Unix domain server is removed when that is closed: {@code cleanup_socket}. */
    public ServerOptions removeSocketFile(boolean atClose) {
        return new ServerOptions(options, family, backlog, startServing, atClose, resolver, limit, tls);
    }

    /**
     * Sets a socket option, a {@link java.net.StandardSocketOptions}: on the listening socket, if such a one has it, as {@code
     * SO_REUSEPORT}, {@code SO_REUSEADDR} (on without asking, where that is asyncio's habit too) and {@code SO_RCVBUF}; else on
     * each connection.
     */
    public <T> ServerOptions option(SocketOption<T> option, T value) {
        return new ServerOptions(
                options.with(option, value), family, backlog, startServing, removeSocketFile, resolver, limit, tls);
    }

    /** Finds addresses by {@code resolver}. */
    public ServerOptions resolver(Resolver with) {
        return new ServerOptions(
                options,
                family,
                backlog,
                startServing,
                removeSocketFile,
                Objects.requireNonNull(with, "resolver"),
                limit,
                tls);
    }

    /** Sets how many bytes a stream reader holds before it stops reading: {@code limit}; only streams have one. */
    public ServerOptions limit(int bytes) {
        return new ServerOptions(
                options, family, backlog, startServing, removeSocketFile, resolver, StreamLimit.require(bytes), tls);
    }

    /**
     * Does TLS on each connection: {@code ssl}. The protocol is told of a connection after its handshake, and of one whose
     * handshake fails not at all.
     *
     * @throws IllegalArgumentException if these are options of a client
     */
    public ServerOptions tls(TlsOptions options) {
        if (!options.isServer()) {
            throw new IllegalArgumentException(
                    "these are options of a TLS client: give those of TlsOptions.server(...)");
        }
        return new ServerOptions(
                this.options, family, backlog, startServing, removeSocketFile, resolver, limit, options);
    }

    SocketOptions options() {
        return options;
    }

    @Nullable
    ProtocolFamily family() {
        return family;
    }

    int backlog() {
        return backlog;
    }

    boolean startServing() {
        return startServing;
    }

    boolean removeSocketFile() {
        return removeSocketFile;
    }

    Resolver resolver() {
        return resolver;
    }

    int limit() {
        return limit;
    }

    @Nullable
    TlsOptions tls() {
        return tls;
    }
}
