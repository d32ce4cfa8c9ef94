package dev.reprise.io;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * An {@link SSLEngine} with the buffers that it works on: of the loop, and only while something is in them. While one of its
 * tasks runs on another thread, nothing here may be called: it would block.
 */
final class TlsEngine {

    private static final ByteBuffer[] NO_DATA = {ByteBuffer.allocate(0)};

    private final SSLEngine engine;
    private final TlsBuffers buffers;

    /** Takes the records that are to be sent. */
    private final Consumer<ByteBuffer> output;

    /** Records to be sent. */
    private @Nullable ByteBuffer sealed;

    /** What was opened and not taken. */
    private @Nullable ByteBuffer opened;

    /** Begins a handshake. */
    TlsEngine(SSLEngine engine, TlsBuffers buffers, Consumer<ByteBuffer> output) throws SSLException {
        this.engine = engine;
        this.buffers = buffers;
        this.output = output;
        engine.beginHandshake();
    }

    HandshakeStatus status() {
        return engine.getHandshakeStatus();
    }

    SSLSession session() {
        return engine.getSession();
    }

    Optional<String> applicationProtocol() {
        return Optional.ofNullable(engine.getApplicationProtocol()).filter(name -> !name.isEmpty());
    }

    /** Returns what may take long, for another thread. */
    List<Runnable> tasks() {
        List<Runnable> tasks = new ArrayList<>();
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            tasks.add(task);
        }
        return tasks;
    }

    // ----------------------------------------------------------------------------------------------------------- open

    /** Opens a record of {@code source}; not OK if there is no whole one, no room, or the peer has closed. */
    Status open(ByteBuffer source) throws SSLException {
        ByteBuffer target = opened;
        if (target == null) {
            target = buffers.opened().take();
            opened = target;
        }
        Status status = engine.unwrap(source, target).getStatus();
        if (status == Status.BUFFER_OVERFLOW && target.position() == 0) {
            throw new SSLException("the peer has sent a record of more than " + target.capacity() + " bytes");
        }
        return status;
    }

    /** Takes what was opened, to be given back, or null if it is nothing. */
    @Nullable
    ByteBuffer takeOpened() {
        ByteBuffer data = opened;
        if (data == null || data.position() == 0) {
            return null;
        }
        opened = null;
        return data.flip();
    }

    void giveBack(ByteBuffer data) {
        buffers.opened().give(data);
    }

    /** Tells whether the peer has said that it sends nothing more. */
    boolean peerHasClosed() {
        return engine.isInboundDone();
    }

    // ----------------------------------------------------------------------------------------------------------- seal

    /** Seals data, as far as no handshake keeps it from that; drops it if the peer takes nothing more. */
    void seal(ByteBuffer[] data) throws SSLException {
        for (int first = 0; first < data.length; ) {
            if (!data[first].hasRemaining()) {
                first++;
                continue;
            }
            SSLEngineResult result = sealRecord(data, first);
            if (result.getStatus() == Status.CLOSED) {
                skip(data);
            } else if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
                return;
            }
        }
    }

    static void skip(ByteBuffer[] data) {
        for (ByteBuffer dropped : data) {
            dropped.position(dropped.limit());
        }
    }

    /** Seals what the engine itself has to say; returns whether that got anywhere. */
    boolean sealOwn() throws SSLException {
        return sealRecord(NO_DATA, 0).bytesProduced() > 0 || status() != HandshakeStatus.NEED_WRAP;
    }

    private SSLEngineResult sealRecord(ByteBuffer[] data, int first) throws SSLException {
        while (true) {
            ByteBuffer target = sealed;
            if (target == null) {
                target = buffers.sealed().take();
                sealed = target;
            }
            SSLEngineResult result = engine.wrap(data, first, data.length - first, target);
            if (result.getStatus() != Status.BUFFER_OVERFLOW) {
                return result;
            }
            if (target.position() == 0) {
                throw new SSLException("a record of more than " + target.capacity() + " bytes would have to be sent");
            }
            send();
        }
    }

    /** Sends what was sealed since the last time. */
    void send() {
        ByteBuffer records = sealed;
        if (records == null) {
            return;
        }
        sealed = null;
        if (records.position() > 0) {
            output.accept(records.flip());
        }
        buffers.sealed().give(records);
    }

    /** Gives the buffer of opened records back; nothing is in it. */
    void releaseOpened() {
        if (opened != null) {
            buffers.opened().give(opened);
            opened = null;
        }
    }

    // ---------------------------------------------------------------------------------------------------------- close

    /** Says that nothing more is sent; what the engine has to say of that is still to be sealed. */
    void closeOutput() {
        engine.closeOutbound();
    }

    /** Seals the alert of a failure, or else that nothing more is sent. */
    void sealAlert() throws SSLException {
        engine.closeOutbound();
        while (status() == HandshakeStatus.NEED_WRAP && sealOwn()) {}
    }
}
