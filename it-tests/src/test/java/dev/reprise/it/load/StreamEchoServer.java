package dev.reprise.it.load;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The echo as a coroutine. */
final class StreamEchoServer extends LoopEchoServer {

    /** How much it reads, and so writes, at once. */
    static final int MOST = 1 << 16;

    @Override
    Coroutine<Server> listen() throws IOException {
        return Streams.startServer(
                this::serve, "127.0.0.1", 0, ServerOptions.defaults().backlog(4_096));
    }

    @Async
    private Coroutine<Void> serve(StreamReader reader, StreamWriter writer) throws IOException {
        opened();
        boolean inOrder = false;
        try (writer) {
            await(echo(reader, writer));
            writer.close();
            await(writer.waitClosed());
            inOrder = true;
        } catch (IOException broken) {
            inOrder = false;
        } finally {
            closed(inOrder);
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> echo(StreamReader reader, StreamWriter writer) throws IOException {
        ByteBuffer data = await(reader.read(MOST));
        while (data.hasRemaining()) {
            writer.write(data);
            written(writer.transport());
            waits(true);
            try {
                await(writer.drain());
            } finally {
                waits(false);
            }
            data = await(reader.read(MOST));
        }
        return Coroutine.done();
    }
}
