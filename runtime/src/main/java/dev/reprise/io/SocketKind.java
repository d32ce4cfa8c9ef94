package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What kind of socket one is: family and type.
 *
 * @param family null for IPv4 and IPv6
 */
record SocketKind(String name, @Nullable ProtocolFamily family) {

    static final SocketKind TCP = new SocketKind("TCP", null);
    static final SocketKind UDP = new SocketKind("UDP", null);
    static final SocketKind UNIX = new SocketKind("Unix domain", StandardProtocolFamily.UNIX);

    static SocketKind tcp(ProtocolFamily family) {
        return new SocketKind("TCP", family);
    }

    static SocketKind udp(ProtocolFamily family) {
        return new SocketKind("UDP", family);
    }

    static SocketKind of(SelectableChannel channel) {
        if (channel instanceof DatagramChannel) {
            return UDP;
        }
        if (channel instanceof SocketChannel connection) {
            return connection.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY) ? TCP : UNIX;
        }
        if (channel instanceof ServerSocketChannel listening) {
            return listening.supportedOptions().contains(StandardSocketOptions.SO_REUSEADDR) ? TCP : UNIX;
        }
        throw new IllegalArgumentException(
                channel + " is no socket: give a SocketChannel, a ServerSocketChannel or a" + " DatagramChannel");
    }

    private boolean isUnix() {
        return family == StandardProtocolFamily.UNIX;
    }

    /**
     * Returns {@code address}, or the first one of its host that a socket of this kind can have, if it was not looked up.
     *
     * @throws IllegalArgumentException if the socket cannot have it
     */
    @Async
    Coroutine<SocketAddress> resolve(SocketAddress address) throws IOException {
        if (Objects.requireNonNull(address, "address") instanceof InetSocketAddress internet
                && internet.isUnresolved()
                && !isUnix()) {
            return Coroutine.of(
                    await(Addresses.find(internet, family, Resolver.ofLoop())).get(0));
        }
        if (!fits(address)) {
            throw new IllegalArgumentException(address + " is no address for a socket of the kind " + this
                    + ": open the socket for the family of the address");
        }
        return Coroutine.of(address);
    }

    private boolean fits(SocketAddress address) {
        return address instanceof InetSocketAddress internet
                ? family == null || family.equals(Addresses.familyOf(internet))
                : isUnix() && address instanceof UnixDomainSocketAddress;
    }

    // -------------------------------------------------------------------------------------------------------- listen

    /*
     * A socket of the JDK is from the start one that connects or one that listens, and binding the latter makes it listen.
     * So what is bound is the former; listen() puts the latter in its place.
     */

    /** Binds. The address can then be taken over by {@link #listen}. */
    void bind(NetworkChannel channel, @Nullable SocketAddress address) throws IOException {
        if (channel instanceof SocketChannel && !isUnix()) {
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        }
        channel.bind(address);
    }

    /** Returns a channel that listens in the place of {@code bound}, which is closed. */
    ServerSocketChannel listen(SocketChannel bound, int backlog) throws IOException {
        SocketAddress address = bound.getLocalAddress();
        ServerSocketChannel listening = family == null ? ServerSocketChannel.open() : ServerSocketChannel.open(family);
        try (bound) {
            for (SocketOption<?> option : listening.supportedOptions()) {
                if (option != StandardSocketOptions.SO_REUSEADDR
                        && bound.supportedOptions().contains(option)) {
                    copy(option, bound, listening);
                }
            }
            try {
                listening.bind(address, backlog);
            } catch (BindException inUse) { // not all systems let two sockets have an address, even so
                bound.close();
                if (address instanceof UnixDomainSocketAddress unix) {
                    Files.deleteIfExists(unix.getPath());
                }
                listening.bind(address, backlog);
            }
        } catch (Throwable failure) {
            listening.close();
            throw failure;
        }
        return listening;
    }

    private static <T> void copy(SocketOption<T> option, NetworkChannel from, NetworkChannel to) throws IOException {
        T value = from.getOption(option);
        if (!value.equals(to.getOption(option))) {
            to.setOption(option, value);
        }
    }

    @Override
    public String toString() {
        return family == null || isUnix() ? name : name + " " + family.name();
    }
}
