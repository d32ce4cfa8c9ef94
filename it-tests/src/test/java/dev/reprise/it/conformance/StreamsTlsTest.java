package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.Connection;
import dev.reprise.io.Server;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What {@code test_streams.py} has on TLS. */
class StreamsTlsTest {

    @Nested
    class StreamTests {

        @Async
        private Coroutine<Void> echo(StreamReader reader, StreamWriter writer) throws IOException {
            writer.write(await(reader.readLine()));
            await(writer.drain());
            assertFalse(writer.transport().tlsSession().isPresent());
            await(writer.startTls(TlsOnes.SERVER));
            assertTrue(writer.transport().tlsSession().isPresent());
            writer.write(await(reader.readLine()));
            await(writer.drain());
            writer.close();
            await(writer.waitClosed());
            return Coroutine.done();
        }

        @Test
        void testStartTls() throws IOException {
            RealLoop.run(() -> {
                Server server = await(Streams.startServer(this::echo, "127.0.0.1", 0));
                int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
                Connection connection = await(Streams.openConnection("127.0.0.1", port));
                StreamWriter writer = connection.writer();
                writer.write("hello world 1!\n");
                await(writer.drain());
                assertEquals(
                        "hello world 1!\n", Bytes.text(await(connection.reader().readLine())));
                assertFalse(writer.transport().tlsSession().isPresent());
                await(writer.startTls(TlsOnes.CLIENT));
                assertTrue(writer.transport().tlsSession().isPresent());
                writer.write("hello world 2!\n");
                await(writer.drain());
                assertEquals(
                        "hello world 2!\n", Bytes.text(await(connection.reader().readLine())));
                writer.close();
                await(writer.waitClosed());
                server.close();
                await(server.waitClosed());
                return Coroutine.done();
            });
        }
    }
}
