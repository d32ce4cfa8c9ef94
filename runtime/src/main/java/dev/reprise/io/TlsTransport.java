package dev.reprise.io;

import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The inner side of a TLS connection: what its application writes to in clear text. */
final class TlsTransport implements Transport {

    private final TlsProtocol tls;

    TlsTransport(TlsProtocol tls) {
        this.tls = tls;
    }

    @Override
    public void write(ByteBuffer data) {
        tls.write(new ByteBuffer[] {data});
    }

    @Override
    public void write(List<ByteBuffer> data) {
        tls.write(data.toArray(ByteBuffer[]::new));
    }

    @Override
    public boolean canWriteEof() {
        return false;
    }

    @Override
    public void writeEof() {
        throw new UnsupportedOperationException("TLS has no half-closed connections: close " + this);
    }

    @Override
    public void setWriteLimits(int low, int high) {
        tls.setWriteLimits(low, high);
    }

    @Override
    public int writeBufferSize() {
        return tls.writeBufferSize();
    }

    @Override
    public void pauseReading() {
        tls.pauseReading();
    }

    @Override
    public void resumeReading() {
        tls.resumeReading();
    }

    @Override
    public boolean isReading() {
        return tls.isReading();
    }

    @Override
    public void close() {
        tls.close();
    }

    @Override
    public void abort() {
        tls.abort(null);
    }

    @Override
    public boolean isClosing() {
        return tls.isClosing();
    }

    @Override
    public Protocol protocol() {
        return tls.application();
    }

    @Override
    public void setProtocol(Protocol protocol) {
        tls.setApplication(protocol);
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return tls.raw().localAddress();
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return tls.raw().remoteAddress();
    }

    @Override
    public Optional<SSLSession> tlsSession() {
        return tls.session();
    }

    @Override
    public Optional<String> applicationProtocol() {
        return tls.applicationProtocol();
    }

    @Override
    public String toString() {
        return "<TlsTransport, " + tls.describe() + ">";
    }
}
