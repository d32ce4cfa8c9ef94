package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.IOException;

/** TLS on a connection that stands. */
public final class Tls {

    private Tls() {}

    /**
     * Does a TLS handshake on a connection, and returns the transport that then takes its place, in both directions: {@code
     * loop.start_tls}. {@code protocol} goes on with it; its {@link Protocol#connectionMade} is not called again, and from the
     * first step on nothing reaches it but what came by TLS.
     *
     * <p>If it fails or is cancelled, the connection is aborted.
     *
     * @param options those of a client need a {@link TlsOptions#serverName}, unless none is verified
     * @throws IOException from the await: if the handshake fails, is not complete in time, or the connection breaks
     * @throws IllegalArgumentException from the await, if there is no name to be verified
     */
    @Async
    public static Coroutine<Transport> startTls(Transport transport, Protocol protocol, TlsOptions options)
            throws IOException {
        TlsProtocol tls = TlsProtocol.upgrade(EventLoop.current(), transport, protocol, options, Bytes.empty());
        await(tls.awaitHandshake());
        return Coroutine.of(tls.transport());
    }
}
