package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Serving;
import dev.reprise.io.Network;
import dev.reprise.io.Protocol;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.Transport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** A protocol: callbacks, without a coroutine. */
public final class EchoProtocol implements Serving {

    private static final int BACKLOG = 1024;

    /** Takes what the client is told too; a server has no use for it. */
    public EchoProtocol(int connections, int bytes) {}

    @Override
    public void serve(IntConsumer listening) throws IOException {
        Reprise.run(serveForEver(listening));
    }

    @Async
    private static Coroutine<Void> serveForEver(IntConsumer listening) throws IOException {
        ServerOptions options = ServerOptions.defaults().backlog(BACKLOG);
        Server server = await(Network.createServer(Connection::new, "127.0.0.1", 0, options));
        listening.accept(((InetSocketAddress) server.localAddresses().get(0)).getPort());
        await(server.serveForever());
        return Coroutine.done();
    }

    private static final class Connection implements Protocol {

        private @Nullable Transport transport;

        @Override
        public void connectionMade(Transport made) {
            transport = made;
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            if (transport != null) {
                transport.write(data);
            }
        }
    }
}
