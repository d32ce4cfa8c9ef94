package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.reprise.Coroutine;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

/** Connections and servers between protocols, over real sockets. */
class NetworkTest {

    @Test
    void aServerAnswersAClient() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0));
            int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
            Connected<Recorder> client = await(Network.createConnection(() -> new Recorder(loop), "127.0.0.1", port));
            client.transport().write(Recorder.bytes("hello"));
            await(client.protocol().received(5));
            assertEquals("hello", client.protocol().text());
            client.transport().close();
            await(client.protocol().lost());
            server.close();
            await(server.waitClosed());
            assertFalse(server.isServing());
            return Coroutine.done();
        });
    }
}
