package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.ConnectOptions;
import dev.reprise.io.Connected;
import dev.reprise.io.Network;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.TlsOptions;
import dev.reprise.io.Transport;
import dev.reprise.it.support.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@code test_events.py} has on TLS. */
class EventsTlsTest {

    @Nested
    class EventLoopTestsMixin {

        @Async
        private Coroutine<Connected<Heard>> connect(Server server, TlsOptions tls) throws IOException {
            int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
            return Network.createConnection(
                    Heard::new, "localhost", port, ConnectOptions.defaults().tls(tls));
        }

        @Async
        private Coroutine<Server> serve(Heard protocol) throws IOException {
            return Network.createServer(
                    () -> protocol, "127.0.0.1", 0, ServerOptions.defaults().tls(TlsOnes.SERVER));
        }

        @Test
        void testCreateServerSsl() throws IOException {
            RealLoop.run(() -> {
                Heard protocol = new Heard();
                Server server = await(serve(protocol));
                Connected<Heard> client = await(connect(server, TlsOnes.CLIENT));
                client.transport().write(ByteBuffer.wrap(new byte[] {'x', 'x', 'x'}));
                Transport accepted = await(protocol.made);
                assertEquals(3, await(protocol.received(3)).length);
                SSLSession session = client.transport().tlsSession().orElseThrow();
                assertEquals("CN=localhost", session.getPeerPrincipal().getName());
                assertTrue(session.getCipherSuite().startsWith("TLS_"));
                assertEquals(accepted.localAddress(), client.transport().remoteAddress());
                accepted.close();
                await(protocol.lost);
                await(client.protocol().lost);
                client.transport().close();
                server.close();
                await(server.waitClosed());
                return Coroutine.done();
            });
        }

        @Test
        void testCreateServerSslVerifyFailed() throws IOException {
            RealLoop.run(() -> {
                Heard protocol = new Heard();
                Server server = await(serve(protocol));
                String refusal = "";
                try {
                    await(connect(server, TlsOptions.client().context(TestCertificates.strange())));
                } catch (IOException refused) {
                    refusal = String.valueOf(refused.getMessage());
                }
                assertTrue(refusal.contains("the peer's certificate is not trusted"), refusal);
                server.close();
                await(server.waitClosed());
                assertFalse(protocol.made.done(), "the server's protocol was told of it");
                return Coroutine.done();
            });
        }
    }
}
