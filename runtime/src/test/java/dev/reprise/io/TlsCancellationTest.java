package dev.reprise.io;

/** The same conversation over TLS: a handshake belongs to the connecting, and more to the closing. */
class TlsCancellationTest extends StreamCancellationTest {

    @Override
    ConnectOptions connectOptions() {
        return super.connectOptions().tls(TlsRun.CLIENT);
    }

    @Override
    ServerOptions serverOptions() {
        return super.serverOptions().tls(TlsRun.SERVER);
    }
}
