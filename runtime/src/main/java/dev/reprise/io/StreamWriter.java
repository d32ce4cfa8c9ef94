package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Sleep.interrupt;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that are sent: {@code asyncio.StreamWriter}. {@link #write} never waits; who writes much awaits {@link #drain}
 * after it, so that no more is held than the transport's water marks allow.
 *
 * <p>Of the loop's thread.
 */
public final class StreamWriter implements AutoCloseable {

    private Transport transport;
    private final StreamProtocol protocol;

    /** The other direction, if there is one. */
    private final @Nullable StreamReader reader;

    StreamWriter(Transport transport, StreamProtocol protocol, @Nullable StreamReader reader) {
        this.transport = transport;
        this.protocol = protocol;
        this.reader = reader;
    }

    /**
     * Sends all that remains in {@code data}, at once as far as that goes. The buffer is the caller's again on return. After
     * the connection is closed the bytes are dropped, and {@link #drain} says so.
     *
     * @throws IllegalStateException after {@link #writeEof}
     */
    public void write(ByteBuffer data) {
        transport.write(data);
    }

    /** Sends bytes as {@link #write(ByteBuffer)} does. */
    public void write(byte[] data) {
        transport.write(ByteBuffer.wrap(data));
    }

    /** Sends the UTF-8 form of a text as {@link #write(ByteBuffer)} does. */
    public void write(String text) {
        transport.write(Bytes.utf8(text));
    }

    /** Sends several buffers as {@link #write(ByteBuffer)} does, in as few system calls as possible: {@code writelines}. */
    public void write(List<ByteBuffer> data) {
        transport.write(data);
    }

    /**
     * Waits until no more is buffered than the low water mark, if it is more than the high one: {@code drain}. Several tasks
     * may wait. If the connection is being closed, it gives way once, so that a loop that writes for ever is told of the end.
     *
     * @throws IOException if the connection has failed or is closed
     */
    @Async
    public Coroutine<Void> drain() throws IOException {
        if (reader != null) {
            reader.requireSound();
        }
        if (transport.isClosing()) {
            await(interrupt());
        }
        return protocol.drained();
    }

    /** Sends a file from its beginning to its end; see {@link #sendFile(Path, long, long)}. */
    public Coroutine<Long> sendFile(Path file) throws IOException {
        return sendFile(file, 0, Long.MAX_VALUE);
    }

    /**
     * Sends a part of a file, after what was written before, and evaluates to the number of bytes sent, which is less than
     * {@code count} if the file ends before: {@code loop.sendfile}. What is written meanwhile is sent after it.
     *
     * <p>Over a socket, the bytes go from the file system to the socket by {@link java.nio.channels.FileChannel#transferTo}, on
     * a thread of the loop's default executor. With TLS, or in memory, they are read and written in blocks.
     *
     * <p>A cancellation waits for the piece that is under way. The peer may then have got any part of what was to be sent, as
     * also if the connection or the file fails.
     *
     * @param offset where to begin, in bytes
     * @throws IOException if the file cannot be read, or the connection has failed or is closed
     * @throws IllegalArgumentException if {@code offset} or {@code count} is negative
     * @throws IllegalStateException after {@link #writeEof}, and while another file is being sent
     */
    @Async
    public Coroutine<Long> sendFile(Path file, long offset, long count) throws IOException {
        try (AsyncFile opened = await(AsyncFiles.open(file))) {
            return Coroutine.of(await(new FileSender(this, opened, offset, count).send()));
        }
    }

    /** Tells whether {@link #writeEof} may be called: {@code can_write_eof}. */
    public boolean canWriteEof() {
        return transport.canWriteEof();
    }

    /** Tells the other end that nothing more comes; reading goes on: {@code write_eof}. See {@link Transport#writeEof}. */
    public void writeEof() {
        transport.writeEof();
    }

    /**
     * Closes the connection in both directions once what is buffered is sent, without waiting for that: {@code close}. Await
     * {@link #waitClosed} after it to know. May be called twice.
     */
    @Override
    public void close() {
        transport.close();
    }

    /** Tells whether the connection is closed or being closed: {@code is_closing}. */
    public boolean isClosing() {
        return transport.isClosing();
    }

    /**
     * Waits until the connection is closed: {@code wait_closed}. It does not close it.
     *
     * @throws IOException if it has failed, each time
     */
    public Coroutine<Void> waitClosed() throws IOException {
        return protocol.closed();
    }

    /** Returns the transport, for addresses, water marks and {@link Transport#abort}: {@code transport}. */
    public Transport transport() {
        return transport;
    }

    /**
     * Sends what is buffered, does a TLS handshake, and goes on by TLS in both directions: {@code start_tls}. What the reader
     * has received and nobody has read belongs to the handshake (gh-142352). Nothing may be read or written meanwhile but what
     * is meant for TLS.
     *
     * <p>If it fails or is cancelled after that beginning, the connection is aborted.
     *
     * @param options those of the client or the server, whoever has connected; those of a client need a {@link
     *     TlsOptions#serverName}, unless none is verified
     * @throws IOException if the handshake fails, is not complete in time, or the connection breaks
     * @throws IllegalArgumentException if there is no name to be verified
     */
    @Async
    public Coroutine<Void> startTls(TlsOptions options) throws IOException {
        options.requireServerName();
        await(drain());
        ByteBuffer carried = reader == null ? Bytes.empty() : reader.takeAll();
        TlsProtocol tls = TlsProtocol.upgrade(EventLoop.current(), transport, protocol, options, carried);
        replaceTransport(tls.transport());
        return tls.awaitHandshake();
    }

    /** Goes on with another transport over the same connection, and the reader with it. */
    void replaceTransport(Transport replacement) {
        transport = replacement;
        protocol.replaceTransport(replacement);
    }

    /** Describes the connection. */
    @Override
    public String toString() {
        return "<StreamWriter of " + transport + (reader == null ? "" : ", " + reader) + ">";
    }
}
