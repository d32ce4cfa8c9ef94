package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.task.Sleep;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS between two ends in memory. */
class TlsTest extends TlsRun {

    private static final String SECOND = TestCertificates.SECOND;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void bytesGoBothWaysAndBothEndsCloseInOrder(String version) throws IOException {
        start(CLIENT.versions(version), SERVER);
        run(() -> {
            await(bothMade());
            client.transport().write(Recorder.bytes("ping"));
            await(server.received(4));
            server.transport().write(Recorder.bytes("pong"));
            await(client.received(4));
            client.transport().close();
            return bothLost();
        });
        assertEquals("ping", server.text());
        assertEquals("pong", client.text());
        assertEquals(version, session(client).getProtocol());
        assertEquals(Optional.empty(), client.end());
        assertEquals(Optional.empty(), server.end());
        assertEquals(List.of("connectionMade", "eofReceived", "connectionLost"), server.calls);
        assertEquals(List.of("connectionMade", "connectionLost"), client.calls);
    }

    @ParameterizedTest
    @CsvSource({"TLSv1.2, 1", "TLSv1.3, 1", "TLSv1.2, 7", "TLSv1.3, 16390"})
    void recordsMayComeInPieces(String version, int chunk) throws IOException {
        byte[] data = random(50_000);
        start(CLIENT.versions(version), SERVER).chunk = chunk;
        run(() -> {
            await(bothMade());
            client.transport().write(ByteBuffer.wrap(data));
            server.transport().write(ByteBuffer.wrap(data));
            await(server.received(data.length));
            await(client.received(data.length));
            server.transport().close();
            return bothLost();
        });
        assertArrayEquals(data, server.received());
        assertArrayEquals(data, client.received());
        assertEquals(Optional.empty(), client.end());
    }

    @Test
    void severalBuffersAreSentInOrder() throws IOException {
        start(CLIENT, SERVER);
        byte[] large = random(40_000);
        run(() -> {
            await(bothMade());
            List<ByteBuffer> parts =
                    List.of(Recorder.bytes("a"), ByteBuffer.allocate(0), Recorder.bytes("bc"), ByteBuffer.wrap(large));
            client.transport().write(parts);
            parts.forEach(part -> assertFalse(part.hasRemaining()));
            await(server.received(3 + large.length));
            client.transport().close();
            return bothLost();
        });
        assertEquals("abc", server.text().substring(0, 3));
        assertEquals(3 + large.length, server.count());
    }

    @Test
    void whatIsWrittenDuringTheHandshakeIsSentAfterIt() throws IOException {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT);
        new Wire(loop, tls, new TlsProtocol(loop, server, SERVER));
        byte[] given = {'e', 'a', 'r', 'l', 'y'};
        tls.transport().write(ByteBuffer.wrap(given));
        given[0] = 0; // the buffer is the caller's again
        assertEquals(5, tls.transport().writeBufferSize() - tls.raw().writeBufferSize());
        run(() -> {
            await(server.received(5));
            tls.transport().close();
            return bothLost();
        });
        assertEquals("early", server.text());
    }

    @Test
    void aCloseInTheHandshakeAborts() throws IOException {
        TlsProtocol tls = new TlsProtocol(loop, client, CLIENT);
        new Wire(loop, tls, new TlsProtocol(loop, server, SERVER));
        tls.transport().close();
        assertTrue(tls.transport().isClosing());
        run(() -> Sleep.sleep(Duration.ofSeconds(1)));
        assertEquals(List.of(), client.calls);
        assertEquals(List.of(), server.calls);
        IOException failure = assertThrows(IOException.class, () -> run(tls::awaitHandshake));
        assertSays("the TLS handshake with localhost has failed: the connection was closed", failure);
    }

    // -------------------------------------------------------------------------------------------- what is negotiated

    @Test
    void bothAgreeOnAnApplicationProtocol() throws IOException {
        start(CLIENT.applicationProtocols("h2", "http/1.1"), SERVER.applicationProtocols("http/1.1"));
        connectAndClose();
        assertEquals(Optional.of("http/1.1"), client.transport().applicationProtocol());
        assertEquals(Optional.of("http/1.1"), server.transport().applicationProtocol());
    }

    @Test
    void withoutApplicationProtocolsThereIsNone() throws IOException {
        start(CLIENT.applicationProtocols("h2"), SERVER);
        connectAndClose();
        assertEquals(Optional.empty(), client.transport().applicationProtocol());
    }

    @Test
    void theServerChoosesItsCertificateByTheName() throws IOException {
        TlsOptions both = TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST, SECOND));
        start(CLIENT.serverName(SECOND), both);
        connectAndClose();
        assertEquals("CN=" + SECOND, subject(client));
    }

    @Test
    void theClientMayLeaveTheNameUnverified() throws IOException {
        TlsOptions other = TlsOptions.server(TestCertificates.server(SECOND));
        start(CLIENT.verifyHostName(false), other);
        connectAndClose();
        assertEquals("CN=" + SECOND, subject(client));
    }

    @Test
    void anAddressIsVerifiedAsSuch() throws IOException {
        start(CLIENT.serverName("127.0.0.1"), SERVER);
        connectAndClose();
        assertEquals("CN=localhost", subject(client));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theServerLearnsWhoTheClientIs(String version) throws IOException {
        TlsOptions alice = CLIENT.context(TestCertificates.client(TestCertificates.ALICE));
        start(alice.versions(version), SERVER.needClientCertificate());
        connectAndClose();
        assertEquals("CN=alice", subject(server));
    }

    @Test
    void aWantedCertificateMayBeMissing() throws IOException {
        start(CLIENT, SERVER.wantClientCertificate());
        connectAndClose();
        assertThrows(SSLPeerUnverifiedException.class, session(server)::getPeerCertificates);
    }

    @Test
    void theParametersMayBeChanged() throws IOException {
        String suite = "TLS_CHACHA20_POLY1305_SHA256";
        start(CLIENT.parameters(parameters -> parameters.setCipherSuites(new String[] {suite})), SERVER);
        connectAndClose();
        assertEquals(suite, session(client).getCipherSuite());
    }

    private void connectAndClose() throws IOException {
        run(() -> {
            await(bothMade());
            client.transport().close();
            return bothLost();
        });
    }

    private static SSLSession session(Recorder end) {
        return end.transport().tlsSession().orElseThrow();
    }

    private static String subject(Recorder end) throws IOException {
        return ((X509Certificate) session(end).getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    // --------------------------------------------------------------------------------------------------- later
    // messages

    /** A renegotiation with TLS 1.2, new keys with TLS 1.3. */
    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void thePeerMayHandshakeAgain(String version) throws IOException {
        SSLEngine engine = TestCertificates.client().createSSLEngine();
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(new String[] {version});
        HandPeer peer = new HandPeer(engine);
        new Wire(loop, peer, new TlsProtocol(loop, server, SERVER));
        run(() -> {
            await(server.called("connectionMade"));
            await(Sleep.sleep(Duration.ofSeconds(1)));
            peer.send("before ");
            await(server.received(7));
            engine.beginHandshake();
            peer.advance();
            server.transport().write(Recorder.bytes("meanwhile"));
            await(Sleep.sleep(Duration.ofSeconds(1)));
            peer.send("after");
            await(server.received(12));
            server.transport().write(Recorder.bytes(", later"));
            server.transport().close();
            await(Sleep.sleep(Duration.ofSeconds(1)));
            engine.closeOutbound();
            peer.advance();
            await(server.lost());
            return Coroutine.done();
        });
        assertEquals("before after", server.text());
        assertEquals("meanwhile, later", peer.text());
        assertEquals(Optional.empty(), server.end());
    }

    // ------------------------------------------------------------------------------------------------- flow of the
    // data

    @Test
    void nothingIsDeliveredWhileReadingIsPaused() throws IOException {
        start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            server.transport().pauseReading();
            assertFalse(server.transport().isReading());
            client.transport().write(ByteBuffer.allocate(300_000));
            await(Sleep.sleep(Duration.ofSeconds(1)));
            assertEquals(0, server.count());
            server.transport().resumeReading();
            assertTrue(server.transport().isReading());
            await(server.received(300_000));
            client.transport().close();
            return bothLost();
        });
    }

    @Test
    void aProtocolMayPauseInTheMiddleOfADelivery() throws IOException {
        List<Integer> got = new ArrayList<>();
        Recorder pausing = new Recorder(loop) {
            @Override
            public void dataReceived(ByteBuffer data) {
                got.add(data.remaining());
                super.dataReceived(data);
                transport().pauseReading();
            }
        };
        Wire wire = new Wire(loop, new TlsProtocol(loop, client, CLIENT), new TlsProtocol(loop, pausing, SERVER));
        wire.chunk = 31_000; // what lacks of a record, and more than another one
        run(() -> {
            await(client.called("connectionMade"));
            client.transport().write(ByteBuffer.allocate(500_000));
            while (pausing.count() < 500_000) {
                int before = got.size();
                await(Sleep.sleep(Duration.ofSeconds(1)));
                assertTrue(got.size() <= before + 1, "it was given data while it was paused: " + got);
                pausing.transport().resumeReading();
            }
            pausing.transport().resumeReading();
            client.transport().close();
            await(pausing.lost());
            return Coroutine.done();
        });
        assertTrue(got.size() > 5, "there was little to pause: " + got);
    }

    @Test
    void aPeerThatNeverReadsPausesTheWriterAndIsGivenUpOnClosing() throws IOException {
        Wire wire = start(CLIENT.shutdownTimeout(Duration.ofSeconds(5)), SERVER);
        run(() -> {
            await(bothMade());
            wire.left.transport().pauseReading();
            int writes = 0;
            while (!client.calls.contains("pauseWriting")) {
                client.transport().write(ByteBuffer.allocate(10_000));
                assertTrue(++writes < 20, "it is never paused");
            }
            assertTrue(client.transport().writeBufferSize() > 64 * 1024);
            client.transport().close();
            Duration before = loop.time();
            await(client.lost());
            assertEquals(Duration.ofSeconds(5), loop.time().minus(before));
            return Coroutine.done();
        });
        assertSays(
                "localhost was aborted: it was not closed within 5.0 s",
                client.end().orElseThrow());
    }

    @Test
    void theWriterIsResumedWhenThePeerReadsAgain() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            client.transport().setWriteLimits(1_000, 2_000);
            wire.left.transport().pauseReading();
            client.transport().write(ByteBuffer.allocate(3_000));
            assertEquals(List.of("connectionMade", "pauseWriting"), client.calls);
            wire.left.transport().resumeReading();
            await(client.called("resumeWriting"));
            client.transport().close();
            return bothLost();
        });
        assertEquals(3_000, server.count());
    }

    @Test
    void whatIsWrittenBeforeTheCloseIsFlushed() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            wire.left.transport().pauseReading();
            client.transport().write(ByteBuffer.allocate(1_000_000));
            client.transport().close();
            await(Sleep.sleep(Duration.ofSeconds(1)));
            wire.left.transport().resumeReading();
            return bothLost();
        });
        assertEquals(1_000_000, server.count());
        assertEquals(Optional.empty(), client.end());
        assertEquals(Optional.empty(), server.end());
    }

    // ---------------------------------------------------------------------------------------------------------- close

    @Test
    void afterTheCloseNothingIsSentAndNothingDelivered() throws IOException {
        Wire wire = start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            wire.left.transport().pauseReading();
            server.transport().write(Recorder.bytes("too late"));
            client.transport().close();
            client.transport().close();
            ByteBuffer dropped = Recorder.bytes("dropped");
            client.transport().write(dropped);
            assertFalse(dropped.hasRemaining());
            wire.left.transport().resumeReading();
            return bothLost();
        });
        assertEquals("", client.text());
        assertEquals("", server.text());
        assertEquals(Optional.empty(), client.end());
    }

    @Test
    void aClosedEndThatHadPausedReadingIsClosedAllTheSame() throws IOException {
        start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            client.transport().pauseReading();
            server.transport().write(ByteBuffer.allocate(200_000));
            client.transport().close();
            return bothLost();
        });
        assertEquals(0, client.count());
        assertEquals(Optional.empty(), client.end());
    }

    @Test
    void aProtocolMayAnswerTheEndOfTheInput() throws IOException {
        Recorder answering = new Recorder(loop) {
            @Override
            public boolean eofReceived() {
                transport().write(Recorder.bytes("goodbye"));
                return true;
            }
        };
        SSLEngine engine = TestCertificates.client().createSSLEngine();
        engine.setUseClientMode(true);
        HandPeer peer = new HandPeer(engine);
        new Wire(loop, peer, new TlsProtocol(loop, answering, SERVER));
        run(() -> {
            await(answering.called("connectionMade"));
            engine.closeOutbound();
            peer.advance();
            await(answering.lost());
            await(Sleep.sleep(Duration.ofSeconds(1)));
            return Coroutine.done();
        });
        assertEquals("goodbye", peer.text());
        assertTrue(engine.isInboundDone(), "it did not say close_notify");
        assertTrue(peer.lost, "TLS has no half-closed connections");
    }

    @Test
    void tlsCannotBeHalfClosed() throws IOException {
        start(CLIENT, SERVER);
        run(() -> {
            await(bothMade());
            assertFalse(client.transport().canWriteEof());
            assertThrows(UnsupportedOperationException.class, client.transport()::writeEof);
            client.transport().abort();
            return bothLost();
        });
        assertEquals(Optional.empty(), client.end());
        assertTrue(server.end().isPresent());
    }

    // --------------------------------------------------------------------------------------------------- TLS upon TLS

    @Test
    void tlsMayBeCarriedByTls() throws IOException {
        TlsProtocol innerClient = new TlsProtocol(loop, client, CLIENT);
        TlsProtocol innerServer = new TlsProtocol(loop, server, SERVER);
        new Wire(loop, new TlsProtocol(loop, innerClient, CLIENT), new TlsProtocol(loop, innerServer, SERVER));
        byte[] data = random(100_000);
        run(() -> {
            await(bothMade());
            client.transport().write(ByteBuffer.wrap(data));
            await(server.received(data.length));
            client.transport().close();
            return bothLost();
        });
        assertArrayEquals(data, server.received());
        assertEquals(Optional.empty(), server.end());
    }
}
