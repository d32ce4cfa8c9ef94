package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.utf8;
import static dev.reprise.it.conformance.Awaited.raises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.io.ConnectOptions;
import dev.reprise.io.Connected;
import dev.reprise.io.Network;
import dev.reprise.io.Server;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Objects;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_events.py}: connections and servers. */
class EventsIoTest {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static InetSocketAddress addressOf(Server server) {
        return (InetSocketAddress) server.localAddresses().get(0);
    }

    @Nested
    class EventLoopTestsMixin {

        @Test
        void testCreateConnection() throws Exception {
            try (AnsweringServer http = AnsweringServer.onLoopback()) {
                RealLoop.run(() -> {
                    Connected<CountingProtocol> made =
                            await(Network.createConnection(CountingProtocol::new, "127.0.0.1", http.port()));
                    CountingProtocol protocol = made.protocol();
                    assertSame(made.transport(), protocol.transport);
                    assertNotNull(made.transport().localAddress());
                    made.transport().write(utf8("GET / HTTP/1.0\r\nHost: example.com\r\n\r\n"));
                    await(protocol.done);
                    assertTrue(protocol.count > 0);
                    made.transport().close();
                    return Coroutine.done();
                });
            }
        }

        @Test
        void testCreateConnectionLocalAddrInUse() throws Exception {
            try (AnsweringServer http = AnsweringServer.onLoopback()) {
                InetSocketAddress taken = new InetSocketAddress(LOOPBACK, http.port());
                ConnectOptions options = ConnectOptions.defaults().localAddress(taken);
                RealLoop.run(() -> {
                    Throwable failure = await(raises(
                            BindException.class,
                            Network.createConnection(CountingProtocol::new, "127.0.0.1", taken.getPort(), options)));
                    String message = String.valueOf(failure.getMessage());
                    assertTrue(message.contains("127.0.0.1:" + taken.getPort()), message);
                    return Coroutine.done();
                });
            }
        }

        @Test
        void testCreateServer() throws Exception {
            RealLoop.run(() -> {
                CountingProtocol protocol = new CountingProtocol();
                Server server = await(Network.createServer(() -> protocol, "0.0.0.0", 0));
                assertEquals(1, server.localAddresses().size());
                assertTrue(addressOf(server).getAddress().isAnyLocalAddress());
                try (Socket client = new Socket(LOOPBACK, addressOf(server).getPort())) {
                    client.getOutputStream().write(new byte[3]);
                    await(protocol.connected);
                    assertEquals(CountingProtocol.State.CONNECTED, protocol.state);
                    await(protocol.received);
                    assertEquals(3, protocol.count);
                    assertNotNull(Objects.requireNonNull(protocol.transport).localAddress());
                    assertEquals(client.getLocalSocketAddress(), protocol.transport.remoteAddress());
                    protocol.transport.close();
                    await(protocol.done);
                    assertEquals(CountingProtocol.State.CLOSED, protocol.state);
                }
                server.close();
                return Coroutine.done();
            });
        }

        @Test
        void testCreateServerAddrInUse() throws Exception {
            RealLoop.run(() -> {
                Server server = await(Network.createServer(CountingProtocol::new, "0.0.0.0", 0));
                int port = addressOf(server).getPort();
                await(raises(BindException.class, Network.createServer(CountingProtocol::new, "0.0.0.0", port)));
                server.close();
                return Coroutine.done();
            });
        }

        @Test
        void testServerClose() throws Exception {
            RealLoop.run(() -> {
                Server server = await(Network.createServer(CountingProtocol::new, "0.0.0.0", 0));
                int port = addressOf(server).getPort();
                try (Socket client = new Socket(LOOPBACK, port)) {
                    client.getOutputStream().write(new byte[3]);
                }
                server.close();
                assertThrows(ConnectException.class, () -> new Socket(LOOPBACK, port).close());
                return Coroutine.done();
            });
        }
    }
}
