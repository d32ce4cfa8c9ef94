package dev.reprise.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Ten thousand connections at once, to one loop with a heap of 512 MiB. */
class LoadTest {

    private static final int WANTED = 10_000;

    /** With fewer it would prove nothing. */
    private static final int LEAST = 1_000;

    /** Descriptors of each process that are no connections, with room to spare. */
    private static final int RESERVED = 500;

    private static final int MESSAGES = 3;
    private static final int LONGEST = 8_192;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a connection with its task may take in the heap while nothing happens: it has no buffer then. */
    private static final long MOST_HEAP = 4_096;

    /** What all of them may take outside of it. */
    private static final long MOST_DIRECT = 4 << 20;

    private int opened;
    private int finished;

    /** A client that stays. */
    private final class Held extends EchoPeer {

        private final SplittableRandom random;
        private int left = MESSAGES;

        Held(Clients clients, SplittableRandom random) {
            super(clients, random.nextInt(LONGEST));
            this.random = random;
        }

        @Override
        void connected() {
            opened++;
        }

        void sendNext() throws IOException {
            send(1 + random.nextInt(LONGEST));
        }

        @Override
        void answered(long nanos, int length) throws IOException {
            left--;
            if (left > 0) {
                sendNext();
            } else {
                finished++;
            }
        }
    }

    @Test
    void tenThousandConnectionsAreHeldByOneLoop() throws Exception {
        int count = (int) Math.min(WANTED, descriptors() - RESERVED);
        assumeTrue(count >= LEAST, () -> "the limit of open files allows " + count + " connections: see ulimit -n");
        if (count < WANTED) {
            System.out.println("load: the limit of open files allows only " + count + " connections: see ulimit -n");
        }
        long seed = System.nanoTime();
        System.out.printf("load: %d connections, random lengths from seed %d%n", count, seed);
        long begun = System.nanoTime();
        try (ServerProcess server = ServerProcess.start(EchoProgram.Kind.STREAMS, "-Xmx512m");
                Clients clients = new Clients(server.port(), 500)) {
            List<Held> all = open(clients, count, new SplittableRandom(seed));
            clients.runUntil("all are open", () -> opened == count, LIMIT);
            for (Held client : all) {
                client.sendNext();
            }
            clients.runUntil("all have their echoes", () -> finished == count, LIMIT);

            State held = server.ask("held");
            assertEquals(count, held.get("connections"), held::toString);
            long heap = server.growth(held, "heap") / count;
            System.out.printf(
                    "load: %d bytes of the heap and %d outside of it for each connection, %.1f s%n",
                    heap, server.growth(held, "direct") / count, (System.nanoTime() - begun) / 1e9);
            assertTrue(heap < MOST_HEAP, held::toString);
            assertTrue(server.growth(held, "direct") < MOST_DIRECT, held::toString);

            for (Held client : all) {
                clients.close(client);
            }
            clients.runUntil("all are closed", () -> clients.open() == 0, LIMIT);
            assertEquals(count, server.ask("counts").get("accepted"));
            Remains.requireNone(server);
        }
    }

    private List<Held> open(Clients clients, int count, SplittableRandom random) throws IOException {
        List<Held> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Held client = new Held(clients, random.split());
            all.add(client);
            clients.connect(client);
        }
        return all;
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : WANTED + RESERVED;
    }
}
