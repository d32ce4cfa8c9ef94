package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import java.io.IOException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Streams over sockets. */
class StreamsTest {

    private static int port(Server server) {
        return ((InetSocketAddress) server.localAddresses().get(0)).getPort();
    }

    @Test
    void aServersHandlerTalksToAClient() throws IOException {
        String answer = RealLoop.run(loop -> {
            Server server = await(Streams.startServer(
                    (reader, writer) -> {
                        writer.write("you said " + text(await(reader.readLine())));
                        writer.close();
                        return writer.waitClosed();
                    },
                    "127.0.0.1",
                    0));
            Connection connection = await(Streams.openConnection("127.0.0.1", port(server)));
            connection.writer().write("hello\n");
            String said = text(await(connection.reader().read()));
            assertFalse(connection.writer().isClosing(), "half open");
            connection.close();
            await(connection.writer().waitClosed());
            assertTrue(connection.writer().isClosing());
            server.close();
            await(server.waitClosed());
            return Coroutine.of(said);
        });
        assertEquals("you said hello\n", answer);
    }
}
