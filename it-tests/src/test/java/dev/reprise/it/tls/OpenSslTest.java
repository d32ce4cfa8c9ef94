package dev.reprise.it.tls;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.timeout;
import static dev.reprise.Reprise.toThread;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import dev.reprise.Reprise;
import dev.reprise.io.Bytes;
import dev.reprise.io.ConnectOptions;
import dev.reprise.io.Connection;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import dev.reprise.io.TlsOptions;
import dev.reprise.io.TlsTruncatedException;
import dev.reprise.it.support.TestCertificates;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our TLS and OpenSSL's, each as server and as client. */
class OpenSslTest {

    private static final TlsOptions CLIENT =
            TlsOptions.client().context(TestCertificates.client()).serverName("localhost");

    private static final String AUTHORITY = "authority";

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeCertificates() throws IOException {
        OpenSsl.requireInstalled();
        for (String alias : List.of(
                TestCertificates.LOCALHOST,
                TestCertificates.SECOND,
                TestCertificates.EXPIRED,
                TestCertificates.ALICE)) {
            TestCertificates.writeKey(Path.of(pem(alias)), alias);
        }
        TestCertificates.writeAuthority(Path.of(pem(AUTHORITY)));
    }

    private static String pem(String name) {
        return folder.resolve(name + ".pem").toString();
    }

    /** Runs a block that must not hang. */
    private static void run(AsyncCallable<Void, Exception> block) throws Exception {
        Reprise.run(timeout(Duration.ofSeconds(60), block));
    }

    // ------------------------------------------------------------------------------------------ OpenSSL is the client

    /** A server that echoes lines, and what it has seen of its one client. */
    private static final class EchoServer {

        private final List<String> seen = new ArrayList<>();

        @Async
        Coroutine<Server> start(TlsOptions tls) throws IOException {
            return Streams.startServer(
                    this::echo, "127.0.0.1", 0, ServerOptions.defaults().tls(tls));
        }

        @Async
        private Coroutine<Void> echo(StreamReader reader, StreamWriter writer) throws IOException {
            seen.add(writer.transport().tlsSession().orElseThrow().getProtocol());
            writer.transport().applicationProtocol().ifPresent(seen::add);
            try {
                ByteBuffer line = await(reader.readLine());
                while (line.hasRemaining()) {
                    writer.write("echo " + Bytes.text(line));
                    await(writer.drain());
                    line = await(reader.readLine());
                }
                seen.add("end");
            } catch (TlsTruncatedException truncated) {
                seen.add("truncated");
            }
            writer.close();
            return Coroutine.done();
        }
    }

    private static OpenSsl client(Server server, String... more) throws IOException {
        int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
        List<String> arguments = new ArrayList<>(List.of("s_client", "-connect", "127.0.0.1:" + port));
        arguments.addAll(List.of("-CAfile", pem(AUTHORITY), "-verify_return_error"));
        arguments.addAll(List.of(more));
        return OpenSsl.start(arguments.toArray(String[]::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientIsEchoed(String version) throws Exception {
        EchoServer echo = new EchoServer();
        run(() -> {
            TlsOptions tls = TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST))
                    .applicationProtocols("echo");
            Server server = await(echo.start(tls.versions(version)));
            String said = await(toThread(() -> {
                try (OpenSsl client = client(
                        server, "-servername", "localhost", "-verify_hostname", "localhost", "-alpn", "none,echo")) {
                    client.say("hello\n");
                    client.readTo("echo hello");
                    client.say("a second line\n");
                    client.readTo("echo a second line");
                    return client.finish();
                }
            }));
            assertTrue(said.contains("ALPN protocol: echo"), said);
            assertTrue(said.contains("Verification: OK"), said);
            return ending(server);
        });
        assertEquals(List.of(version, "echo", "end"), echo.seen);
    }

    /** s_client takes a line with an R for the wish to do the handshake again. */
    @Test
    void aClientMayRenegotiate() throws Exception {
        EchoServer echo = new EchoServer();
        run(() -> {
            TlsOptions tls = TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST));
            Server server = await(echo.start(tls.versions("TLSv1.2")));
            await(toThread(() -> {
                try (OpenSsl client = client(server)) {
                    client.say("before\n");
                    client.readTo("echo before");
                    client.say("R\n");
                    client.readTo("RENEGOTIATING");
                    client.say("after\n");
                    client.readTo("echo after");
                    return client.finish();
                }
            }));
            return ending(server);
        });
        assertEquals(List.of("TLSv1.2", "end"), echo.seen);
    }

    @Test
    void aClientMayChangeItsKeys() throws Exception {
        EchoServer echo = new EchoServer();
        run(() -> {
            Server server = await(echo.start(TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST))));
            await(toThread(() -> {
                try (OpenSsl client = client(server)) {
                    client.say("before\n");
                    client.readTo("echo before");
                    client.say("K\n"); // and wants ours to be changed
                    client.readTo("KEYUPDATE");
                    client.say("after\n");
                    client.readTo("echo after");
                    return client.finish();
                }
            }));
            return ending(server);
        });
        assertEquals(List.of("TLSv1.3", "end"), echo.seen);
    }

    @Test
    void aClientChoosesTheCertificateByTheName() throws Exception {
        EchoServer echo = new EchoServer();
        run(() -> {
            Server server = await(echo.start(
                    TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST, TestCertificates.SECOND))));
            for (String name : List.of(TestCertificates.SECOND, TestCertificates.LOCALHOST)) {
                String said = await(toThread(() -> {
                    try (OpenSsl client = client(server, "-servername", name, "-verify_hostname", name)) {
                        client.say("hello\n");
                        client.readTo("echo hello");
                        return client.finish();
                    }
                }));
                assertTrue(said.contains("subject=CN = " + name), said);
            }
            return ending(server);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientShowsItsCertificate(String version) throws Exception {
        EchoServer echo = new EchoServer();
        run(() -> {
            TlsOptions tls = TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST))
                    .versions(version)
                    .needClientCertificate();
            Server server = await(echo.start(tls));
            await(toThread(() -> {
                try (OpenSsl client =
                        client(server, "-cert", pem(TestCertificates.ALICE), "-key", pem(TestCertificates.ALICE))) {
                    client.say("hello\n");
                    client.readTo("echo hello");
                    return client.finish();
                }
            }));
            String refused = await(toThread(() -> {
                try (OpenSsl client = client(server)) {
                    return client.awaitEnd();
                }
            }));
            assertTrue(refused.contains("alert"), refused);
            return ending(server);
        });
        assertEquals(List.of(version, "end"), echo.seen);
    }

    @Test
    void aClientThatIsKilledHasNotEndedItsInput() throws Exception {
        EchoServer echo = new EchoServer();
        run(() -> {
            Server server = await(echo.start(TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST))));
            await(toThread(() -> {
                OpenSsl client = client(server);
                client.say("hello\n");
                client.readTo("echo hello");
                client.kill();
                return true;
            }));
            return ending(server);
        });
        assertEquals(List.of("TLSv1.3", "truncated"), echo.seen);
    }

    @Async
    private static Coroutine<Void> ending(Server server) {
        server.close();
        await(server.waitClosed());
        return Coroutine.done();
    }

    // ------------------------------------------------------------------------------------------ OpenSSL is the server

    /** Starts a server that sends each line back, its letters in the reverse order. */
    private static OpenSsl reverse(String alias, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("s_server", "-accept", "127.0.0.1:0", "-rev"));
        arguments.addAll(List.of("-cert", pem(alias), "-key", pem(alias)));
        arguments.addAll(List.of(more));
        return OpenSsl.start(arguments.toArray(String[]::new));
    }

    /** Returns the port on which it accepts. */
    private static int port(OpenSsl server) throws IOException {
        String line = server.readTo("ACCEPT");
        return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
    }

    @Async
    private static Coroutine<Connection> open(OpenSsl server, TlsOptions tls) throws IOException {
        int port = await(toThread(() -> port(server)));
        return Streams.openConnection(
                "127.0.0.1", port, ConnectOptions.defaults().tls(tls));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerIsAsked(String version) throws Exception {
        run(() -> {
            try (OpenSsl server = reverse(TestCertificates.LOCALHOST, "-alpn", "reverse");
                    Connection connection =
                            await(open(server, CLIENT.versions(version).applicationProtocols("no", "reverse")))) {
                connection.writer().write("hello\n");
                assertEquals("olleh\n", Bytes.text(await(connection.reader().readLine())));
                String large = "x".repeat(10_000);
                connection.writer().write(large + "y\n");
                assertEquals(
                        "y" + large + "\n", Bytes.text(await(connection.reader().readLine())));
                assertEquals(
                        Optional.of("reverse"), connection.writer().transport().applicationProtocol());
                assertEquals(
                        version,
                        connection
                                .writer()
                                .transport()
                                .tlsSession()
                                .orElseThrow()
                                .getProtocol());
            }
            return Coroutine.done();
        });
    }

    /** On CLOSE, {@code -rev} ends the connection in order. */
    @Test
    void aServerEndsTheConnection() throws Exception {
        run(() -> {
            try (OpenSsl server = reverse(TestCertificates.LOCALHOST);
                    Connection connection = await(open(server, CLIENT))) {
                connection.writer().write("hello\nCLOSE\n");
                assertEquals("olleh\n", Bytes.text(await(connection.reader().read())));
                await(connection.writer().waitClosed());
            }
            return Coroutine.done();
        });
    }

    @Test
    void aServerChoosesByTheName() throws Exception {
        run(() -> {
            String second = pem(TestCertificates.SECOND);
            String[] two = {"-servername", TestCertificates.SECOND, "-cert2", second, "-key2", second};
            try (OpenSsl server = reverse(TestCertificates.LOCALHOST, two);
                    Connection connection = await(open(server, CLIENT.serverName(TestCertificates.SECOND)))) {
                assertEquals(
                        "CN=second.example",
                        connection
                                .writer()
                                .transport()
                                .tlsSession()
                                .orElseThrow()
                                .getPeerPrincipal()
                                .getName());
            }
            return Coroutine.done();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aServerIsShownACertificate(String version) throws Exception {
        run(() -> {
            try (OpenSsl server = reverse(
                    TestCertificates.LOCALHOST, "-Verify", "3", "-CAfile", pem(AUTHORITY), "-verify_return_error")) {
                TlsOptions known = CLIENT.context(TestCertificates.client(TestCertificates.ALICE));
                try (Connection connection = await(open(server, known.versions(version)))) {
                    connection.writer().write("hello\n");
                    assertEquals("olleh\n", Bytes.text(await(connection.reader().readLine())));
                }
            }
            return Coroutine.done();
        });
    }

    @Test
    void anExpiredServerIsRefused() throws Exception {
        run(() -> {
            try (OpenSsl server = reverse(TestCertificates.EXPIRED)) {
                String refusal = "";
                try {
                    await(open(server, CLIENT)).close();
                } catch (IOException refused) {
                    refusal = String.valueOf(refused.getMessage());
                }
                assertTrue(refusal.contains("the peer's certificate has expired"), refusal);
                await(toThread(() -> server.readTo("alert")));
            }
            return Coroutine.done();
        });
    }
}
