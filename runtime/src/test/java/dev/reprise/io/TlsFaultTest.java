package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.task.Sleep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.CertificateExpiredException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong with TLS, and what is said of it. */
class TlsFaultTest extends TlsRun {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Lets a handshake fail, and returns what the client says of it. */
    private SSLHandshakeException refusedBy(TlsOptions clientOptions, TlsOptions serverOptions) {
        TlsProtocol tls = new TlsProtocol(loop, client, clientOptions);
        new Wire(loop, tls, new TlsProtocol(loop, server, serverOptions));
        SSLHandshakeException failure = assertThrows(SSLHandshakeException.class, () -> run(tls::awaitHandshake));
        assertEquals(List.of(), client.calls, "the application was told of a connection that never stood");
        return failure;
    }

    private static TlsOptions with(String certificate) {
        return TlsOptions.server(TestCertificates.server(certificate));
    }

    private static Throwable innermost(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return innermost;
    }

    // ---------------------------------------------------------------------------------------------------- certificates

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void anExpiredCertificate(String version) {
        SSLHandshakeException failure = refusedBy(CLIENT.versions(version), with(TestCertificates.EXPIRED));
        assertSays("the TLS handshake with localhost has failed: the peer's certificate has expired", failure);
        assertInstanceOf(CertificateExpiredException.class, innermost(failure));
        assertEquals(
                List.of(), server.calls.stream().filter("dataReceived"::equals).toList());
    }

    @Test
    void aCertificateOfTheFuture() {
        SSLHandshakeException failure = refusedBy(CLIENT, with(TestCertificates.NOT_YET));
        assertSays("the TLS handshake with localhost has failed: the peer's certificate is not valid yet", failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCertificateForAnotherName(String version) {
        SSLHandshakeException failure = refusedBy(CLIENT.versions(version), with(TestCertificates.SECOND));
        assertSays("the TLS handshake with localhost has failed: the peer's certificate is for another name", failure);
    }

    @Test
    void aCertificateForAnotherAddress() {
        SSLHandshakeException failure = refusedBy(CLIENT.serverName("127.0.0.2"), SERVER);
        assertSays("the TLS handshake with 127.0.0.2 has failed: the peer's certificate is for another name", failure);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSelfSignedCertificate(String version) {
        SSLHandshakeException failure = refusedBy(CLIENT.versions(version), with(TestCertificates.SELF_SIGNED));
        assertSays("the TLS handshake with localhost has failed: the peer's certificate is not trusted", failure);
        assertSays("self-signed", failure);
    }

    /** The default context, which is made on another thread, trusts the JDK's authorities. */
    @Test
    void aCertificateOfAnUnknownAuthority() {
        SSLHandshakeException failure = refusedBy(TlsOptions.client().serverName("localhost"), SERVER);
        assertSays("signed by an unknown authority", failure);
    }

    @Test
    void theServerIsToldWhyAClientRefusesIt() {
        TlsProtocol tls = new TlsProtocol(loop, server, with(TestCertificates.EXPIRED));
        new Wire(loop, new TlsProtocol(loop, client, CLIENT.versions("TLSv1.2")), tls);
        SSLException failure = assertThrows(SSLException.class, () -> run(tls::awaitHandshake));
        assertSays(
                "the TLS handshake with the peer has failed: the peer has refused it, by the alert certificate_expired",
                failure);
    }

    @Test
    void aClientWithoutTheCertificateThatIsNeeded() {
        SSLHandshakeException failure = refusedBy(CLIENT.versions("TLSv1.2"), SERVER.needClientCertificate());
        assertSays("the peer has refused it, by the alert", failure);
    }

    // ------------------------------------------------------------------------------------------- nothing in common

    @Test
    void noCommonApplicationProtocol() {
        SSLHandshakeException failure =
                refusedBy(CLIENT.applicationProtocols("h2"), SERVER.applicationProtocols("http/1.1"));
        assertSays("by the alert no_application_protocol", failure);
    }

    @Test
    void noCommonVersion() {
        SSLHandshakeException failure = refusedBy(CLIENT.versions("TLSv1.2"), SERVER.versions("TLSv1.3"));
        assertSays("by the alert protocol_version", failure);
    }

    @Test
    void aNameThatTheServerDoesNotKnow() {
        TlsOptions choosy = SERVER.parameters(
                parameters -> parameters.setSNIMatchers(List.of(SNIHostName.createSNIMatcher("second\\.example"))));
        assertSays("by the alert unrecognized_name", refusedBy(CLIENT, choosy));
    }

    @Test
    void aVersionThatIsNone() {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT.versions("TLSv9"));
        new Wire(loop, tls, server);
        assertSays("TLSv9", assertThrows(IllegalArgumentException.class, () -> run(tls::awaitHandshake)));
    }

    @Test
    void aNameIsNeededForVerifying() {
        TlsOptions nameless = TlsOptions.client();
        assertSays(
                "call serverName(...)",
                assertThrows(IllegalArgumentException.class, () -> new TlsProtocol(loop, client, nameless)));
    }

    // ------------------------------------------------------------------------------------------- a broken handshake

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "SSH-2.0-OpenSSH\r\n"})
    void garbageInsteadOfAHandshake(String garbage) {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT);
        Wire wire = new Wire(loop, tls, server);
        wire.chunk = 3;
        server.transport().write(Recorder.bytes(garbage));
        SSLException failure = assertThrows(SSLException.class, () -> run(tls::awaitHandshake));
        assertSays("the TLS handshake with localhost has failed: what the peer has sent is not TLS", failure);
    }

    @Test
    void aClientWithoutTls() {
        TlsProtocol tls = new TlsProtocol(loop, server, SERVER);
        new Wire(loop, client, tls);
        client.transport().write(Recorder.bytes("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        SSLException failure = assertThrows(SSLException.class, () -> run(tls::awaitHandshake));
        assertSays("what the peer has sent is not TLS", failure);
        assertEquals(List.of(), server.calls);
    }

    @Test
    void aPeerThatSaysNothing() {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT);
        new Wire(loop, tls, server);
        Duration before = loop.time();
        SSLException failure = assertThrows(SSLException.class, () -> run(tls::awaitHandshake));
        assertSays("with localhost has failed: it took longer than 60.0 s, and the connection was aborted", failure);
        assertEquals(Duration.ofSeconds(60), loop.time().minus(before));
        runUntilIdle();
        assertTrue(server.end().isPresent(), "it was not aborted");
    }

    @Test
    void aHandshakeThatIsTooSlow() {
        TlsProtocol tls = new TlsProtocol(loop, server, SERVER.handshakeTimeout(SECOND));
        Wire wire = new Wire(loop, new TlsProtocol(loop, client, CLIENT), tls);
        loop.callSoon(wire.right.transport()::pauseReading); // the server's answer does not arrive
        assertSays("longer than 1.0 s", assertThrows(SSLException.class, () -> run(tls::awaitHandshake)));
    }

    @Test
    void anEndInTheHandshake() {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT);
        new Wire(loop, tls, server);
        server.transport().close();
        SSLException failure = assertThrows(SSLException.class, () -> run(tls::awaitHandshake));
        assertSays("with localhost has failed: the peer has closed the connection", failure);
    }

    @Test
    void aResetInTheHandshake() {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT);
        new Wire(loop, tls, server);
        server.transport().abort();
        SSLException failure = assertThrows(SSLException.class, () -> run(tls::awaitHandshake));
        assertSays("with localhost has failed: the connection broke: the connection was reset", failure);
    }

    // ------------------------------------------------------------------------------------------------- later on

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aCutConnectionIsNoEndOfTheInput(boolean withData) throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            await(Sleep.sleep(SECOND));
            if (withData) {
                server.transport().write(Recorder.bytes("the beginning of "));
                await(client.received(17));
            }
            wire.cut();
            return bothLost();
        });
        Throwable failure =
                assertInstanceOf(TlsTruncatedException.class, client.end().orElseThrow());
        assertSays("the TLS connection with localhost has ended without a close_notify", failure);
        assertTrue(!client.calls.contains("eofReceived"), "it was told of an end of the input");
        assertInstanceOf(TlsTruncatedException.class, server.end().orElseThrow());
    }

    @Test
    void aCutInTheMiddleOfARecord() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            wire.chunk = 100;
            server.transport().write(ByteBuffer.allocate(10_000));
            int before = wire.right.passed;
            while (wire.right.passed == before) {
                await(Sleep.interrupt());
            }
            wire.left.transport().pauseReading();
            wire.cut();
            return bothLost();
        });
        assertInstanceOf(TlsTruncatedException.class, client.end().orElseThrow());
    }

    @Test
    void aCutMayBeAnEndIfThatIsWanted() throws IOException {
        Wire wire = start(CLIENT.requireCloseNotify(false), SERVER.requireCloseNotify(false));
        run(() -> {
            await(bothMade());
            await(Sleep.sleep(SECOND));
            wire.cut();
            return bothLost();
        });
        assertEquals(List.of("connectionMade", "eofReceived", "connectionLost"), client.calls);
        assertEquals(Optional.empty(), client.end());
        assertEquals(Optional.empty(), server.end());
    }

    @Test
    void aCutIsFoundOutWhenReadingGoesOn() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            server.transport().write(ByteBuffer.allocate(1_000));
            client.transport().pauseReading();
            await(Sleep.sleep(SECOND));
            wire.cut();
            await(Sleep.sleep(SECOND));
            assertEquals(List.of("connectionMade"), client.calls);
            client.transport().resumeReading();
            return bothLost();
        });
        assertEquals(1_000, client.count());
        assertInstanceOf(TlsTruncatedException.class, client.end().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSpoiledRecord(String version) throws IOException {
        Wire wire = start(CLIENT.versions(version), SERVER);
        run(() -> {
            await(bothMade());
            await(Sleep.sleep(SECOND));
            server.transport().write(Recorder.bytes("right"));
            await(client.received(5));
            wire.right.spoilAt = wire.right.passed + 20;
            server.transport().write(Recorder.bytes("wrong"));
            return bothLost();
        });
        assertEquals("right", client.text());
        assertInstanceOf(SSLException.class, client.end().orElseThrow());
        assertSays("bad_record_mac", server.end().orElseThrow());
    }

    @Test
    void aReset() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            wire.left.transport().abort();
            await(client.lost());
            await(server.lost());
            return Coroutine.done();
        });
        assertSays("reset", client.end().orElseThrow());
    }

    @Test
    void aPeerThatNeverSaysCloseNotify() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            wire.right.transport().pauseReading();
            client.transport().close();
            Duration before = loop.time();
            await(client.lost());
            assertEquals(Duration.ofSeconds(30), loop.time().minus(before));
            return Coroutine.done();
        });
        assertSays("was not closed within 30.0 s", client.end().orElseThrow());
    }

    // -------------------------------------------------------------------------------------------- protocols that fail

    @ParameterizedTest
    @ValueSource(strings = {"connectionMade", "dataReceived", "eofReceived"})
    void aProtocolThatFails(String callback) throws IOException {
        IllegalStateException thrown = new IllegalStateException("on purpose");
        Recorder failing = new Recorder(loop) {
            @Override
            public void connectionMade(Transport made) {
                super.connectionMade(made);
                failIn("connectionMade");
            }

            @Override
            public void dataReceived(ByteBuffer data) {
                failIn("dataReceived");
            }

            @Override
            public boolean eofReceived() {
                failIn("eofReceived");
                return false;
            }

            private void failIn(String name) {
                if (name.equals(callback)) {
                    throw thrown;
                }
            }
        };
        new Wire(loop, new TlsProtocol(loop, client, CLIENT), new TlsProtocol(loop, failing, SERVER));
        run(() -> {
            await(client.called("connectionMade"));
            client.transport().write(Recorder.bytes("data"));
            client.transport().close();
            await(failing.lost());
            await(client.lost());
            return Coroutine.done();
        });
        assertEquals(Optional.of(thrown), failing.end());
        assertEquals(1, reports.size(), reports::toString);
        assertTrue(reports.get(0).startsWith(callback + " of "), reports::toString);
        assertTrue(reports.get(0).endsWith("on purpose"), reports::toString);
        reports.clear();
    }

    @Test
    void pauseAndResumeMayFail() throws IOException {
        List<String> told = new ArrayList<>();
        Recorder failing = new Recorder(loop) {
            @Override
            public void pauseWriting() {
                told.add("paused");
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void connectionLost(@Nullable Throwable brokenBy) {
                told.add("lost");
                super.connectionLost(brokenBy);
            }
        };
        new Wire(loop, new TlsProtocol(loop, failing, CLIENT), new TlsProtocol(loop, server, SERVER));
        run(() -> {
            await(failing.called("connectionMade"));
            failing.transport().write(ByteBuffer.allocate(1_000_000));
            return failing.lost().awaiter();
        });
        assertEquals(List.of("paused", "lost"), told);
        assertNotNull(failing.end().orElseThrow());
        assertEquals(1, reports.size(), reports::toString);
        reports.clear();
    }
}
