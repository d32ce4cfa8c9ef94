package dev.reprise.io;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** An end of a TLS connection that a test drives by hand, so that it can do what ours never does. */
final class HandPeer implements Protocol {

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int ENOUGH = 1 << 17;

    final SSLEngine engine;
    private final ByteBuffer incoming = ByteBuffer.allocate(ENOUGH);
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private @Nullable Transport transport;

    /** It answers nothing while this is set. */
    boolean deaf;

    boolean lost;

    HandPeer(SSLEngine engine) {
        this.engine = engine;
    }

    String text() {
        return received.toString(StandardCharsets.UTF_8);
    }

    Transport transport() {
        return Objects.requireNonNull(transport);
    }

    @Override
    public void connectionMade(Transport made) {
        transport = made;
        try {
            engine.beginHandshake();
            advance();
        } catch (SSLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void dataReceived(ByteBuffer data) {
        incoming.put(data);
        try {
            advance();
        } catch (SSLException failure) {
            throw new AssertionError(failure);
        }
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
        lost = true;
    }

    /** Does what the engine wants, and opens what has arrived. */
    void advance() throws SSLException {
        boolean going = !deaf;
        while (going) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> going = seal(NOTHING);
                default -> going = open();
            }
        }
    }

    void send(String text) throws SSLException {
        seal(Recorder.bytes(text));
    }

    private boolean seal(ByteBuffer data) throws SSLException {
        ByteBuffer record = ByteBuffer.allocate(ENOUGH);
        engine.wrap(data, record);
        transport().write(record.flip());
        return record.limit() > 0;
    }

    private boolean open() throws SSLException {
        ByteBuffer text = ByteBuffer.allocate(ENOUGH);
        SSLEngineResult result = engine.unwrap(incoming.flip(), text);
        incoming.compact();
        received.write(text.array(), 0, text.position());
        return result.bytesConsumed() > 0;
    }
}
