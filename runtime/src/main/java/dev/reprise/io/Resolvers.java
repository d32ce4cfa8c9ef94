package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.scope.Timeout;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The resolvers that {@link Resolver} offers. */
final class Resolvers {

    static final Resolver SYSTEM = Resolvers::bySystem;

    static final Resolver OF_LOOP = Resolvers::byLoop;

    private Resolvers() {}

    @Async
    private static Coroutine<List<InetAddress>> bySystem(String host) throws IOException {
        return Coroutine.of(
                Addresses.isLiteral(host)
                        ? List.of(InetAddress.getByName(host))
                        : List.of(await(Threads.toThread(() -> InetAddress.getAllByName(host)))));
    }

    private static Coroutine<List<InetAddress>> byLoop(String host) throws IOException {
        return LoopIo.of(EventLoop.current()).resolver().resolve(host);
    }

    static Resolver fixed(Map<String, List<InetAddress>> hosts) {
        Map<String, List<InetAddress>> known = new HashMap<>();
        hosts.forEach((host, addresses) -> {
            if (addresses.isEmpty()) {
                throw new IllegalArgumentException(host + " has no address: leave it out to make it unknown");
            }
            known.put(host, List.copyOf(addresses));
        });
        return host -> inMap(known, host);
    }

    @Async
    private static Coroutine<List<InetAddress>> inMap(Map<String, List<InetAddress>> known, String host)
            throws IOException {
        List<InetAddress> found = known.get(host);
        if (found == null) {
            throw new UnknownHostException(host);
        }
        return Coroutine.of(found);
    }

    @Async
    static Coroutine<List<InetAddress>> within(Duration limit, Resolver resolver, String host) throws IOException {
        try {
            return Coroutine.of(await(Timeout.timeout(limit, () -> resolver.resolve(host))));
        } catch (TimedOutException late) {
            SocketTimeoutException failure =
                    new SocketTimeoutException("the addresses of " + host + " were not found within " + limit);
            failure.initCause(late);
            throw failure;
        }
    }
}
