package dev.reprise.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * A server under clients of all manners, for three seconds; {@code -Dreprise.soak=60} makes it sixty, and {@code
 * -Dreprise.soak.seed=N} repeats the choices of a run.
 */
class SoakTest {

    private static final int SECONDS = Integer.getInteger("reprise.soak", 3);
    private static final long SEED = Long.getLong("reprise.soak.seed", System.nanoTime());

    private static final int AT_ONCE = 200;

    /** Messages have from one byte to one mebibyte: as many of each power of two. */
    private static final int POWERS = 20;

    private static final int MOST_MESSAGES = 20;
    private static final int LONGEST_STAY = 500;

    /** How long a server may take to be taken for one that waits. */
    private static final Duration STUCK_AFTER = Duration.ofMillis(200);

    private static final Duration LIMIT = Duration.ofSeconds(SECONDS + 60);

    /** What a client does in the end. */
    private enum Manner {
        /** It takes all echoes and closes. */
        CLOSES,
        /** It says that it sends nothing more, and takes the echo of the last message and the end. */
        HALF_CLOSES,
        /** It takes all echoes and resets the connection. */
        RESETS,
        /** It closes at any time, also with an echo under way. */
        VANISHES,
        /** It sends nothing for some time and closes. */
        IDLES,
        /** It sends and sends but never reads, and resets the connection. */
        NEVER_READS
    }

    private static final List<Manner> MANNERS = List.of(Manner.values());

    private final Map<Manner, Integer> finished = new EnumMap<>(Manner.class);
    private final Latencies latencies = new Latencies();
    private long bytes;

    private final class Client extends EchoPeer {

        private final SplittableRandom random;
        private final Manner manner;
        private int left;

        Client(Clients clients, SplittableRandom random) {
            super(clients, random.nextInt(1 << 16));
            this.random = random;
            manner = MANNERS.get(random.nextInt(MANNERS.size()));
            left = 1 + random.nextInt(MOST_MESSAGES);
        }

        @Override
        void prepare(SocketChannel channel) throws IOException {
            super.prepare(channel);
            if (manner == Manner.NEVER_READS) {
                receiveLittle(channel);
            }
        }

        @Override
        void connected() throws IOException {
            switch (manner) {
                case CLOSES, HALF_CLOSES, RESETS -> sendNext();
                case VANISHES -> {
                    clients.later(stay(), () -> end(false));
                    sendNext();
                }
                case IDLES -> clients.later(stay(), () -> end(false));
                case NEVER_READS -> {
                    reading(false);
                    send(Integer.MAX_VALUE);
                    endWhenStuck(sent);
                }
            }
        }

        /** Looks now and then whether the server still takes something. */
        private void endWhenStuck(long before) {
            clients.later(STUCK_AFTER, () -> {
                if (sent == before) {
                    end(true);
                } else {
                    endWhenStuck(sent);
                }
            });
        }

        private Duration stay() {
            return Duration.ofMillis(random.nextInt(LONGEST_STAY));
        }

        private void sendNext() throws IOException {
            left--;
            int power = random.nextInt(POWERS);
            send((1 << power) + random.nextInt(1 << power));
        }

        @Override
        void sentAll() throws IOException {
            if (manner == Manner.HALF_CLOSES && left == 0) {
                channel().shutdownOutput();
            }
        }

        @Override
        void answered(long nanos, int length) throws IOException {
            latencies.add(nanos);
            bytes += length;
            if (left > 0) {
                sendNext();
            } else if (manner != Manner.HALF_CLOSES) {
                end(manner == Manner.RESETS);
            }
        }

        @Override
        void ended() throws IOException {
            if (manner != Manner.HALF_CLOSES || left > 0 || !isAnswered()) {
                super.ended();
            }
            end(false);
        }

        private void end(boolean abruptly) {
            if (!channel().isOpen()) {
                return;
            }
            try {
                if (abruptly) {
                    clients.reset(this);
                } else {
                    clients.close(this);
                }
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
            finished.merge(manner, 1, Integer::sum);
        }

        @Override
        public String toString() {
            return "a client that " + manner + ", after " + sent + " and " + received + " bytes";
        }
    }

    @Test
    void aServerForgetsClientsOfAllManners() throws Exception {
        System.out.printf(
                "soak: %d clients at once for %d s; again: -Dreprise.soak=%d -Dreprise.soak.seed=%d%n",
                AT_ONCE, SECONDS, SECONDS, SEED);
        try (ServerProcess server = ServerProcess.start(EchoProgram.Kind.STREAMS, "-Xmx512m");
                Clients clients = new Clients(server.port(), AT_ONCE)) {
            SplittableRandom random = new SplittableRandom(SEED);
            long begun = System.nanoTime();
            clients.runUntil(
                    "the time has passed",
                    () -> {
                        while (clients.open() < AT_ONCE) {
                            connect(clients, new Client(clients, random.split()));
                        }
                        return System.nanoTime() - begun > SECONDS * 1_000_000_000L;
                    },
                    LIMIT);
            double seconds = (System.nanoTime() - begun) / 1e9;
            System.out.printf(
                    "soak: %.0f requests/s, %.1f MB/s each way, %s%n",
                    latencies.count() / seconds, bytes / seconds / 1e6, latencies);
            clients.runUntil("all have ended", () -> clients.open() == 0, LIMIT);
            State counts = server.ask("counts");
            System.out.println("soak: " + finished + ", " + counts);
            assertEquals(MANNERS.size(), finished.size(), finished::toString);
            assertTrue(counts.get("broken") > 0, counts::toString);
            Remains.requireWithinWaterMarks(counts);
            Remains.requireNone(server);
        }
    }

    private static void connect(Clients clients, Client client) {
        try {
            clients.connect(client);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
