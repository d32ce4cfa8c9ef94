package dev.reprise.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients may do to a server that does not know them. */
class ServerFaultsTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Two buffers for writing and reading, each filled up to its mark and by a chunk more, and some of it free. */
    private static final long MOST_EACH = 1 << 19;

    private int answered;

    /** A client that sends one message, and goes when it has come back. */
    private final class Brief extends EchoPeer {

        Brief(Clients clients, int offset) {
            super(clients, offset);
        }

        @Override
        void connected() throws IOException {
            send(100);
        }

        @Override
        void answered(long nanos, int length) throws IOException {
            answered++;
            clients.close(this);
        }
    }

    /** All at once: many more than the back-log holds. */
    @ParameterizedTest
    @EnumSource(names = {"STREAMS", "PROTOCOL"})
    void aStormOfConnectsIsServed(EchoProgram.Kind kind) throws Exception {
        int count = 5_000;
        try (ServerProcess server = ServerProcess.start(kind, "-Xmx512m");
                Clients clients = new Clients(server.port(), count)) {
            for (int i = 0; i < count; i++) {
                clients.connect(new Brief(clients, i));
            }
            clients.runUntil("all have their echoes", () -> answered == count, LIMIT);
            assertEquals(count, server.ask("counts").get("accepted"));
            Remains.requireNone(server);
        }
    }

    /** A client that sends a message that is larger than all buffers, and does not read its echo until it is told. */
    private final class Slow extends EchoPeer {

        private static final int LENGTH = 32 << 20;

        Slow(Clients clients, int offset) {
            super(clients, offset);
        }

        @Override
        void prepare(SocketChannel channel) throws IOException {
            super.prepare(channel);
            receiveLittle(channel);
        }

        @Override
        void connected() throws IOException {
            reading(false);
            send(LENGTH);
        }

        @Override
        void answered(long nanos, int length) throws IOException {
            answered++;
            clients.close(this);
        }
    }

    /** The server waits with each of them, and still serves others. Half of them read in the end, the others go. */
    @ParameterizedTest
    @EnumSource(names = {"STREAMS", "PROTOCOL"})
    void peersThatDoNotReadCostTheWaterMarksAndNoMore(EchoProgram.Kind kind) throws Exception {
        int count = 20;
        try (ServerProcess server = ServerProcess.start(kind, "-Xmx512m");
                Clients clients = new Clients(server.port(), count)) {
            List<Slow> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                Slow client = new Slow(clients, i);
                all.add(client);
                clients.connect(client);
            }
            clients.runUntil("the server waits for all", () -> waiting(server) == count, LIMIT);
            Brief other = new Brief(clients, 0);
            clients.connect(other);
            clients.runUntil("another one has its echo", () -> answered == 1, LIMIT);

            State held = server.ask("held");
            assertTrue(held.get("buffered") > 0, held::toString);
            Remains.requireWithinWaterMarks(held);
            long each = (server.growth(held, "heap") + server.growth(held, "direct")) / count;
            System.out.printf("load: %s: %d bytes for each peer that does not read%n", kind, each);
            assertTrue(each < MOST_EACH, held::toString);

            for (Slow client : all.subList(0, count / 2)) {
                client.reading(true);
            }
            for (Slow client : all.subList(count / 2, count)) {
                clients.reset(client);
            }
            clients.runUntil("half of them have their echoes", () -> answered == 1 + count / 2, LIMIT);
            Remains.requireNone(server);
        }
    }

    private static long waiting(ServerProcess server) {
        try {
            return server.ask("counts").get("waiting");
        } catch (IOException ended) {
            throw new UncheckedIOException(ended);
        }
    }
}
