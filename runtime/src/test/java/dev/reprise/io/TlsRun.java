package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;

/** Runs TLS between two recorders in memory, on virtual time. */
abstract class TlsRun extends StreamRun {

    static final TlsOptions CLIENT =
            TlsOptions.client().context(TestCertificates.client()).serverName("localhost");
    static final TlsOptions SERVER = TlsOptions.server(TestCertificates.server(TestCertificates.LOCALHOST));

    private static final int MOST_PASSES = 1_000;

    final Recorder client = new Recorder(loop);
    final Recorder server = new Recorder(loop);

    @AfterEach
    final void noBufferIsLeft() {
        for (int passes = 0; passes < MOST_PASSES && loop.scheduled() > 0; passes++) { // a timer would be left for ever
            loop.stop();
            loop.runForever();
        }
        assertEquals(0, loop.scheduled(), "timers or callbacks are left");
        TlsBuffers buffers = TlsBuffers.of(loop);
        assertEquals(0, buffers.opened().taken(), "buffers of opened records are left");
        assertEquals(0, buffers.sealed().taken(), "buffers of sealed records are left");
    }

    /** Connects client and server; the client is the left end of the wire. */
    final Wire start(TlsOptions clientOptions, TlsOptions serverOptions) {
        return new Wire(
                loop, new TlsProtocol(loop, client, clientOptions), new TlsProtocol(loop, server, serverOptions));
    }

    /** Waits for the handshake of both ends. */
    @Async
    final Coroutine<Void> bothMade() {
        await(client.called("connectionMade"));
        await(server.called("connectionMade"));
        return Coroutine.done();
    }

    @Async
    final Coroutine<Void> bothLost() {
        await(client.lost());
        await(server.lost());
        return Coroutine.done();
    }

    static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
