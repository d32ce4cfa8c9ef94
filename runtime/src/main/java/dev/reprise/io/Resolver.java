package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** What finds the addresses of a host by its name, without blocking the loop: {@code loop.getaddrinfo}. */
@FunctionalInterface
public interface Resolver {

    /**
     * Finds the addresses, the preferred first; at least one.
     *
     * @throws IOException if there are none or they cannot be found
     */
    Coroutine<List<InetAddress>> resolve(String host) throws IOException;

    /** Returns the JDK's, which asks the system on a thread of the loop's default executor. */
    static Resolver system() {
        return Resolver::bySystem;
    }

    @Async
    private static Coroutine<List<InetAddress>> bySystem(String host) throws IOException {
        return Coroutine.of(List.of(await(Threads.toThread(() -> InetAddress.getAllByName(host)))));
    }
}
