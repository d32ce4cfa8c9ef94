package dev.reprise.io;

import dev.reprise.Coroutine;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What finds the addresses of a host by its name, without blocking the loop: {@code loop.getaddrinfo}. Options take one, and
 * {@link Names#setResolver} sets the one that a loop uses where none is given.
 */
@FunctionalInterface
public interface Resolver {

    /**
     * Finds the addresses, the preferred first; at least one.
     *
     * @throws IOException if there are none or they cannot be found, a {@link java.net.UnknownHostException} for example
     */
    Coroutine<List<InetAddress>> resolve(String host) throws IOException;

    /**
     * Returns the JDK's, which asks the system on a thread of the loop's default executor; what is an address already needs
     * no thread. The JDK keeps what it has found for a while ({@code networkaddress.cache.ttl}).
     *
     * <p>The system cannot be interrupted: a lookup that is cancelled leaves its thread behind until the system gives up,
     * and the end of the program waits for that, as asyncio's does.
     */
    static Resolver system() {
        return Resolvers.SYSTEM;
    }

    /** Returns the one of the running loop, whichever that is when it is asked. */
    static Resolver ofLoop() {
        return Resolvers.OF_LOOP;
    }

    /**
     * Returns one that knows some hosts and no others, for tests.
     *
     * @throws IllegalArgumentException if a host has no address
     */
    static Resolver of(Map<String, List<InetAddress>> hosts) {
        return Resolvers.fixed(hosts);
    }

    /**
     * Returns one that gives up after some time, with a {@link java.net.SocketTimeoutException} that names the host. What this
     * one does is cancelled then.
     */
    default Resolver timeout(Duration limit) {
        Objects.requireNonNull(limit, "limit");
        return host -> Resolvers.within(limit, this, host);
    }
}
