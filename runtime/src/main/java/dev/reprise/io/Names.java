package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The names of hosts and their addresses. */
public final class Names {

    private Names() {}

    /**
     * Sets what a loop's connections, servers and sockets ask for addresses where no resolver is given; {@link
     * Resolver#system} at first.
     *
     * @throws IllegalArgumentException if it is {@link Resolver#ofLoop}, which would ask itself
     */
    public static void setResolver(EventLoop loop, Resolver resolver) {
        if (Objects.requireNonNull(resolver, "resolver") == Resolver.ofLoop()) {
            throw new IllegalArgumentException("Resolver.ofLoop() asks what is set here: set another one");
        }
        LoopIo.of(loop).setResolver(resolver);
    }

    /** Finds the addresses of a host by the running loop's resolver: {@code loop.getaddrinfo}. */
    public static Coroutine<List<InetSocketAddress>> getAddressInfo(String host, int port) throws IOException {
        return getAddressInfo(host, port, null);
    }

    /**
     * The same for addresses of one family.
     *
     * @param host a name or an address
     * @param family a {@link java.net.StandardProtocolFamily}; null for all
     * @throws java.net.UnknownHostException from the await: if there is none
     */
    @Async
    public static Coroutine<List<InetSocketAddress>> getAddressInfo(
            String host, int port, @Nullable ProtocolFamily family) throws IOException {
        return Addresses.find(host, port, family, Resolver.ofLoop());
    }

    /**
     * Asks the system for the name of an address, on another thread: {@code loop.getnameinfo}.
     *
     * @return its text form if it has no name
     */
    @Async
    public static Coroutine<String> getNameInfo(InetAddress address) throws IOException {
        InetAddress nameless = InetAddress.getByAddress(address.getAddress());
        return Coroutine.of(await(Threads.toThread(nameless::getCanonicalHostName)));
    }
}
