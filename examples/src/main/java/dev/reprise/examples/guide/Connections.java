package dev.reprise.examples.guide;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.openConnection;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.Reprise.startServer;
import static dev.reprise.Reprise.timeout;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.Connection;
import dev.reprise.io.IncompleteReadException;
import dev.reprise.io.MemoryPair;
import dev.reprise.io.Server;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Locale;

/** Connections and servers. */
public final class Connections {

    private Connections() {}

    @Async
    static Coroutine<String> ask(String host, int port, String question) throws IOException {
        try (Connection connection = await(openConnection(host, port))) {
            connection.writer().write(question + "\n");
            await(connection.writer().drain());
            return Coroutine.of(
                    Bytes.text(await(connection.reader().readLine())).strip());
        }
    }

    @Async
    static Coroutine<Void> shout(StreamReader reader, StreamWriter writer) throws IOException {
        try (writer) {
            AsyncGenerator<String> lines = reader.lines();
            while (await(lines.hasNext().mayThrow(IOException.class))) {
                writer.write(lines.next().toUpperCase(Locale.ROOT) + "\n");
                await(writer.drain()); // waits while the peer does not read
            }
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<String> inOneProgram() throws IOException {
        try (Server server = await(startServer(Connections::shout, "127.0.0.1", 0))) {
            int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
            return Coroutine.of(await(withinFiveSeconds("127.0.0.1", port)));
        }
    }

    @Async
    static Coroutine<String> withinFiveSeconds(String host, int port) throws IOException {
        return timeout(Duration.ofSeconds(5), () -> ask(host, port, "is anybody there?"));
    }

    @Async
    static Coroutine<Void> repeat(StreamReader reader, StreamWriter writer, ByteBuffer shared) throws IOException {
        while (await(reader.read(shared)) >= 0) {
            writer.write(shared.flip());
            shared.clear(); // before this task waits for anything: it is the others' then
            await(writer.drain());
        }
        writer.close();
        return Coroutine.done();
    }

    @Async
    static Coroutine<String> throughOneBuffer() throws IOException {
        ByteBuffer shared = ByteBuffer.allocateDirect(16 * 1024);
        try (Server server = await(startServer((reader, writer) -> repeat(reader, writer, shared), "127.0.0.1", 0))) {
            int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
            Task<String> one = createTask(ask("127.0.0.1", port, "one"));
            Task<String> other = createTask(ask("127.0.0.1", port, "the other"));
            return Coroutine.of(
                    await(one.mayThrow(IOException.class)) + ", " + await(other.mayThrow(IOException.class)));
        }
    }

    @Async
    static Coroutine<ByteBuffer> readFrame(StreamReader reader) throws IOException {
        int length = await(reader.readExactly(4)).getInt(); // throws IncompleteReadException if the input ends before
        return reader.readExactly(length);
    }

    @Async
    static Coroutine<String> testedInMemory() throws IOException {
        try (MemoryPair pair = Streams.memoryPair()) {
            Task<ByteBuffer> frame = createTask(readFrame(pair.right().reader()));
            pair.left().writer().write(ByteBuffer.allocate(4).putInt(5).flip());
            await(sleep(Duration.ofHours(1))); // of virtual time
            pair.left().writer().write("hello");
            return Coroutine.of(Bytes.text(await(frame.mayThrow(IOException.class))));
        }
    }

    @Async
    static Coroutine<String> cutShort() throws IOException {
        try (MemoryPair pair = Streams.memoryPair()) {
            pair.left().writer().write("abc");
            pair.left().writer().writeEof();
            await(readFrame(pair.right().reader()));
            return Coroutine.of("complete");
        } catch (IncompleteReadException incomplete) {
            return Coroutine.of("only " + Bytes.text(incomplete.partial()));
        }
    }
}
