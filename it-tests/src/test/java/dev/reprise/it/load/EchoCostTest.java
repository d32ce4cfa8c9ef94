package dev.reprise.it.load;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What an echo costs the server, in time of a processor: small messages to and fro on 50 connections. It is printed, as each
 * machine has another answer; {@code -Dreprise.echo.seconds=10} measures for longer than the second that shows that it works,
 * {@code -Dreprise.echo.connections=N} and {@code -Dreprise.echo.bytes=N} change the rest.
 */
class EchoCostTest {

    private static final int SECONDS = Integer.getInteger("reprise.echo.seconds", 1);
    private static final int CONNECTIONS = Integer.getInteger("reprise.echo.connections", 50);
    private static final int BYTES = Integer.getInteger("reprise.echo.bytes", 64);

    private static final Duration LIMIT = Duration.ofSeconds(SECONDS + 60);

    private Latencies latencies = new Latencies();

    /** A client that sends the next message as soon as it has the echo of the last one. */
    private final class Busy extends EchoPeer {

        Busy(Clients clients, int offset) {
            super(clients, offset);
        }

        @Override
        void connected() throws IOException {
            send(BYTES);
        }

        @Override
        void answered(long nanos, int length) throws IOException {
            latencies.add(nanos);
            send(BYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsCostTheServer(EchoProgram.Kind kind) throws Exception {
        try (ServerProcess server = ServerProcess.start(kind, "-XX:+UseSerialGC", "-Xmx512m");
                Clients clients = new Clients(server.port(), CONNECTIONS)) {
            for (int i = 0; i < CONNECTIONS; i++) {
                clients.connect(new Busy(clients, i));
            }
            pass(clients); // the compiler of the JVM has its share in this one
            latencies = new Latencies();
            long cpu = server.ask("cpu").get("cpu");
            long begun = System.nanoTime();
            pass(clients);
            cpu = server.ask("cpu").get("cpu") - cpu;
            int requests = latencies.count();
            System.out.printf(
                    "echo: %-8s %.2f µs of the server's processor a request, %.0f requests/s, %s%n",
                    kind, cpu / 1e3 / requests, requests / ((System.nanoTime() - begun) / 1e9), latencies);
            assertTrue(requests > CONNECTIONS, () -> requests + " requests");
        }
    }

    private static void pass(Clients clients) throws IOException {
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        clients.runUntil("the time has passed", () -> System.nanoTime() - end > 0, LIMIT);
    }
}
