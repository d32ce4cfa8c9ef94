package dev.reprise.io;

import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketOption;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a connection is to be made: immutable, each method returns a changed copy. */
public final class ConnectOptions {

    private static final ConnectOptions DEFAULTS = new ConnectOptions(
            SocketOptions.none(),
            null,
            null,
            Duration.ofMillis(250),
            Resolver.ofLoop(),
            StreamReader.DEFAULT_LIMIT,
            null);

    private final SocketOptions options;
    private final @Nullable InetSocketAddress localAddress;
    private final @Nullable ProtocolFamily family;
    private final @Nullable Duration happyEyeballsDelay;
    private final Resolver resolver;
    private final int limit;
    private final @Nullable TlsOptions tls;

    private ConnectOptions(
            SocketOptions options,
            @Nullable InetSocketAddress localAddress,
            @Nullable ProtocolFamily family,
            @Nullable Duration happyEyeballsDelay,
            Resolver resolver,
            int limit,
            @Nullable TlsOptions tls) {
        this.options = options;
        this.localAddress = localAddress;
        this.family = family;
        this.happyEyeballsDelay = happyEyeballsDelay;
        this.resolver = resolver;
        this.limit = limit;
        this.tls = tls;
    }

    /** Any family and local address, a new try each 250 ms, the loop's resolver, streams with a limit of 64 KiB. */
    public static ConnectOptions defaults() {
        return DEFAULTS;
    }

    /**
     * Connects from this address; port 0 is any: {@code local_addr}. One that is {@link InetSocketAddress#createUnresolved
     * unresolved} is looked up.
     */
    public ConnectOptions localAddress(InetSocketAddress address) {
        return new ConnectOptions(
                options, Objects.requireNonNull(address, "address"), family, happyEyeballsDelay, resolver, limit, tls);
    }

    /**
     * Uses only addresses of one family, a {@link java.net.StandardProtocolFamily}; null for any: {@code family}.
     */
    public ConnectOptions family(@Nullable ProtocolFamily only) {
        return new ConnectOptions(options, localAddress, only, happyEyeballsDelay, resolver, limit, tls);
    }

    /**
     * Sets how long an address is tried alone before the next is tried beside it: {@code happy_eyeballs_delay}, RFC 8305.
     * Null tries one after another.
     */
    public ConnectOptions happyEyeballsDelay(@Nullable Duration delay) {
        return new ConnectOptions(options, localAddress, family, delay, resolver, limit, tls);
    }

    /** Sets an option of the socket before it connects, a {@link java.net.StandardSocketOptions}. */
    public <T> ConnectOptions option(SocketOption<T> option, T value) {
        return new ConnectOptions(
                options.with(option, value), localAddress, family, happyEyeballsDelay, resolver, limit, tls);
    }

    /** Finds addresses by {@code resolver}. */
    public ConnectOptions resolver(Resolver with) {
        return new ConnectOptions(
                options,
                localAddress,
                family,
                happyEyeballsDelay,
                Objects.requireNonNull(with, "resolver"),
                limit,
                tls);
    }

    /** Sets how many bytes a stream reader holds before it stops reading: {@code limit}; only streams have one. */
    public ConnectOptions limit(int bytes) {
        return new ConnectOptions(
                options, localAddress, family, happyEyeballsDelay, resolver, StreamLimit.require(bytes), tls);
    }

    /**
     * Does TLS on the connection: {@code ssl}. The handshake is part of the connecting; the server's name is the host, unless
     * the options have another.
     *
     * @throws IllegalArgumentException if these are options of a server
     */
    public ConnectOptions tls(TlsOptions options) {
        if (options.isServer()) {
            throw new IllegalArgumentException("these are options of a TLS server: give those of TlsOptions.client()");
        }
        return new ConnectOptions(this.options, localAddress, family, happyEyeballsDelay, resolver, limit, options);
    }

    /** Returns these options with the name of the host that is connected to, if TLS needs one. */
    ConnectOptions forHost(String host) {
        return tls == null ? this : tls(tls.forHost(host));
    }

    /** Refuses TLS that verifies the server's name and does not know it, before anything is connected. */
    void requireServerName() {
        if (tls != null) {
            tls.requireServerName();
        }
    }

    SocketOptions options() {
        return options;
    }

    @Nullable
    InetSocketAddress localAddress() {
        return localAddress;
    }

    @Nullable
    ProtocolFamily family() {
        return family;
    }

    @Nullable
    Duration happyEyeballsDelay() {
        return happyEyeballsDelay;
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
