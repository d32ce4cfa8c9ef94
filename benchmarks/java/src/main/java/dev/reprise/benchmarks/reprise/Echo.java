package dev.reprise.benchmarks.reprise;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.benchmarks.harness.Serving;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.function.IntConsumer;

/** Streams: each connection is a task that reads and writes; as none waits between the two, they share a buffer. */
public final class Echo implements Serving {

    private static final int BACKLOG = 1024;
    private static final int MOST_AT_ONCE = 16 * 1024;

    /** Takes what the client is told too; a server has no use for it. */
    public Echo(int connections, int bytes) {}

    @Override
    public void serve(IntConsumer listening) throws IOException {
        Reprise.run(serveForEver(listening));
    }

    @Async
    private static Coroutine<Void> serveForEver(IntConsumer listening) throws IOException {
        ServerOptions options = ServerOptions.defaults().backlog(BACKLOG);
        ByteBuffer buffer = ByteBuffer.allocateDirect(MOST_AT_ONCE);
        Server server =
                await(Streams.startServer((reader, writer) -> echo(reader, writer, buffer), "127.0.0.1", 0, options));
        listening.accept(((InetSocketAddress) server.localAddresses().get(0)).getPort());
        await(server.serveForever());
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> echo(StreamReader reader, StreamWriter writer, ByteBuffer data) throws IOException {
        while (await(reader.read(data)) >= 0) {
            writer.write(data.flip());
            data.clear(); // for whoever reads next
            await(writer.drain());
        }
        writer.close();
        return Coroutine.done();
    }
}
