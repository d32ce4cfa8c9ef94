package dev.reprise.io;

import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a UDP socket is to be made: immutable, each method returns a changed copy. */
public final class DatagramOptions {

    private static final DatagramOptions DEFAULTS =
            new DatagramOptions(SocketOptions.none(), null, false, Resolver.ofLoop());

    private final SocketOptions options;
    private final @Nullable ProtocolFamily family;
    private final boolean broadcast;
    private final Resolver resolver;

    private DatagramOptions(
            SocketOptions options, @Nullable ProtocolFamily family, boolean broadcast, Resolver resolver) {
        this.options = options;
        this.family = family;
        this.broadcast = broadcast;
        this.resolver = resolver;
    }

    /** The family of the addresses, no broadcast, the loop's resolver. */
    public static DatagramOptions defaults() {
        return DEFAULTS;
    }

    /** Uses only addresses of one family, a {@link java.net.StandardProtocolFamily}; null for any: {@code family}. */
    public DatagramOptions family(@Nullable ProtocolFamily only) {
        return new DatagramOptions(options, only, broadcast, resolver);
    }

    /**
     * Lets datagrams be sent to broadcast addresses: {@code allow_broadcast}. A remote address is then only where they go,
     * and does not keep others' answers out.
     */
    public DatagramOptions broadcast(boolean allowed) {
        return new DatagramOptions(
                options.with(StandardSocketOptions.SO_BROADCAST, allowed), family, allowed, resolver);
    }

    /** Lets several sockets that all say so have one port, among which the system shares out: {@code reuse_port}. */
    public DatagramOptions reusePort(boolean shared) {
        return option(StandardSocketOptions.SO_REUSEPORT, shared);
    }

    /** Sets an option of the socket before it is bound, a {@link StandardSocketOptions}. */
    public <T> DatagramOptions option(SocketOption<T> option, T value) {
        return new DatagramOptions(options.with(option, value), family, broadcast, resolver);
    }

    /** Finds addresses by {@code resolver}. */
    public DatagramOptions resolver(Resolver with) {
        return new DatagramOptions(options, family, broadcast, Objects.requireNonNull(with, "resolver"));
    }

    SocketOptions options() {
        return options;
    }

    @Nullable
    ProtocolFamily family() {
        return family;
    }

    boolean broadcast() {
        return broadcast;
    }

    Resolver resolver() {
        return resolver;
    }
}
