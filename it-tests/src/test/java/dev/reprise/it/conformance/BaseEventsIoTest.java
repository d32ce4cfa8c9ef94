package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.timeout;
import static dev.reprise.it.conformance.Awaited.raises;
import static dev.reprise.it.conformance.VirtualLoop.coroutine;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.io.ConnectOptions;
import dev.reprise.io.Network;
import dev.reprise.io.Resolver;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_base_events.py}: what connects and listens. */
class BaseEventsIoTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    /** Returns a port on which nobody listens. */
    private static int refusingPort() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            return closed.getLocalPort();
        }
    }

    @Nested
    class BaseEventLoopWithSelectorTests {

        @Test
        void testCreateConnectionMultipleErrors() throws Exception {
            int port = refusingPort();
            Resolver two = host -> Coroutine.of(
                    List.of(InetAddress.getAllByName("127.0.0.1")[0], InetAddress.getAllByName("127.0.0.2")[0]));
            ConnectOptions options = ConnectOptions.defaults().resolver(two);
            RealLoop.run(() -> {
                Throwable failure = await(raises(
                        IOException.class, Network.createConnection(CountingProtocol::new, "two", port, options)));
                assertEquals(2, failure.getSuppressed().length);
                for (Throwable each : failure.getSuppressed()) {
                    assertInstanceOf(IOException.class, each);
                    assertTrue(String.valueOf(failure.getMessage()).contains(String.valueOf(each.getMessage())));
                }
                return Coroutine.done();
            });
        }

        @Test
        void testCreateConnectionTimeout() throws Exception {
            ReportedChannels never = new ReportedChannels();
            try (ServerSocket listening = new ServerSocket(0, 1, LOOPBACK);
                    EventLoop loop = new EventLoop(never.loopOptions())) {
                assertThrows(
                        TimedOutException.class,
                        () -> loop.runUntilComplete(timeout(
                                Duration.ofSeconds(1),
                                () -> Network.createConnection(
                                        CountingProtocol::new, "127.0.0.1", listening.getLocalPort()))));
                assertEquals(1, never.channels.size());
                assertFalse(never.channels.get(0).isOpen());
            }
        }

        @Test
        void testCreateConnectionConnectErr() throws Exception {
            int port = refusingPort();
            RealLoop.run(() -> {
                Throwable failure = await(raises(
                        ConnectException.class, Network.createConnection(CountingProtocol::new, "127.0.0.1", port)));
                assertEquals(0, failure.getSuppressed().length);
                return Coroutine.done();
            });
        }

        /** The sockets that were bound before are closed. */
        @Test
        void testCreateServerCantBind() throws Exception {
            try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
                InetSocketAddress free = new InetSocketAddress(LOOPBACK, refusingPort());
                InetSocketAddress used = (InetSocketAddress) taken.getLocalSocketAddress();
                RealLoop.run(() -> {
                    await(raises(
                            BindException.class,
                            Network.createServer(
                                    CountingProtocol::new, List.of(free, used), ServerOptions.defaults())));
                    return Coroutine.done();
                });
                try (ServerSocket again = new ServerSocket(free.getPort(), 1, LOOPBACK)) {
                    assertTrue(again.isBound());
                }
            }
        }

        /** A server that is told of a connection and finds none waits on. */
        @Test
        void testAcceptConnectionRetry() throws Exception {
            ReportedChannels reported = new ReportedChannels();
            try (EventLoop loop = new EventLoop(reported.loopOptions())) {
                Server server = loop.runUntilComplete(Network.createServer(CountingProtocol::new, "127.0.0.1", 0));
                reported.report(SelectionKey.OP_ACCEPT);
                loop.runUntilComplete(coroutine(() -> interrupt()));
                assertTrue(reported.channels.get(0).isOpen());
                assertTrue(server.isServing());
                server.close();
                assertFalse(reported.channels.get(0).isOpen());
            }
        }
    }
}
