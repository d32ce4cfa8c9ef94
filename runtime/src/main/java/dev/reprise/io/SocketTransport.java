package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection over a socket, TCP or Unix domain.
 *
 * <p>It reads once each time the channel is ready, into the buffer that all connections of the loop share, unless somebody will
 * take what has arrived himself. It writes at once, and asks to be told of readiness only while something is left.
 */
final class SocketTransport implements PulledTransport, LoopIo.Resource {

    /** Of so many bytes a copy is worth avoiding. */
    private static final int MANY = 4 * 1024;

    private final CallbackLoop loop;
    private final LoopIo io;
    private final WatchedChannel socket;
    private final SocketChannel channel;
    private final @Nullable SocketAddress local;
    private final @Nullable SocketAddress remote;
    private final Runnable whenReadable = this::readReady;
    private final Runnable whenWritable = this::writeReady;
    private final WriteBuffer unsent;
    private final WaterMarks marks = new WaterMarks();

    private Protocol protocol;

    /** Who wants to know that it is closed; null if nobody does. */
    private @Nullable Server server;

    /** Who writes to the channel instead of this; null if nobody does. */
    private @Nullable SocketHold hold;

    /** Those that wait until nothing is unsent, or the connection is lost. */
    private final WaitList flushes;

    private boolean paused;

    /** How many bytes the last read gave. */
    private int lastCount;

    /** The peer sends nothing more. */
    private boolean atEnd;

    /** We send nothing more. */
    private boolean ended;

    private boolean closing;

    /** The protocol was told, or is about to be. */
    private boolean lost;

    /** The protocol was told, but the channel is still in use. */
    private boolean toBeDiscarded;

    private SocketTransport(CallbackLoop loop, WatchedChannel socket, Protocol protocol) throws IOException {
        this.loop = loop;
        this.socket = socket;
        this.protocol = protocol;
        channel = socket.channel();
        local = channel.getLocalAddress();
        remote = channel.getRemoteAddress();
        io = LoopIo.of(loop);
        unsent = new WriteBuffer(io.pool());
        flushes = new WaitList(loop);
    }

    /**
     * Takes over a channel. Its protocol is told through the ready queue, and only then is anything read.
     *
     * @param server whom to tell of the end
     * @param made is done after the protocol was told
     * @throws IOException if the connection is broken already; the channel is the caller's then
     */
    static SocketTransport start(
            CallbackLoop loop,
            WatchedChannel socket,
            Protocol protocol,
            @Nullable Server server,
            @Nullable Promise<@Nullable Void> made)
            throws IOException {
        SocketTransport transport = new SocketTransport(loop, socket, protocol);
        loop.callSoon(() -> transport.begin(made));
        transport.io.add(transport);
        transport.server = server;
        if (server != null) {
            server.attach(transport);
        }
        return transport;
    }

    private void begin(@Nullable Promise<@Nullable Void> made) {
        socket.watch().takenBy(this::isTaken);
        tell("connectionMade", () -> protocol.connectionMade(this));
        watchInput();
        if (made != null) {
            made.trySetResult(null);
        }
    }

    // ----------------------------------------------------------------------------------------------------------- read

    private void watchInput() {
        socket.watch().onReadable(isReading() ? whenReadable : null);
    }

    /** Asks whether somebody will pull what has arrived. */
    private boolean isTaken() {
        return protocol instanceof PullingProtocol pulling && pulling.readable();
    }

    private void readReady() {
        ByteBuffer buffer = io.readBuffer();
        if (receive(buffer)) {
            received(buffer.flip());
        }
    }

    @Override
    public int pull(ByteBuffer into) {
        if (!isReading()) {
            return 0;
        }
        int before = into.position();
        // Where the kernel writes, nobody has been for long: to copy a little from elsewhere costs less.
        // And a call that fetches little is soon followed by another one.
        if (lastCount >= MANY && into.remaining() >= MANY) {
            receive(into);
        } else {
            ByteBuffer buffer = io.readBuffer();
            if (receive(buffer)) {
                Bytes.move(buffer.flip(), into);
                if (buffer.hasRemaining()) {
                    received(buffer);
                }
            }
        }
        return into.position() - before;
    }

    /** Reads once; false if nothing came. */
    private boolean receive(ByteBuffer buffer) {
        try {
            lastCount = channel.read(buffer);
        } catch (IOException broken) {
            forceClose(broken);
            return false;
        }
        if (lastCount < 0) {
            endReached();
        }
        return lastCount > 0;
    }

    private void received(ByteBuffer data) {
        try {
            protocol.dataReceived(data);
        } catch (Throwable failure) {
            failed("dataReceived", failure);
        }
    }

    private void endReached() {
        atEnd = true;
        watchInput();
        tell("eofReceived", () -> {
            if (!protocol.eofReceived()) {
                close();
            }
        });
    }

    @Override
    public void pauseReading() {
        loop.requireOwnThread("Transport.pauseReading");
        paused = true;
        watchInput();
    }

    @Override
    public void resumeReading() {
        loop.requireOwnThread("Transport.resumeReading");
        paused = false;
        watchInput();
    }

    @Override
    public boolean isReading() {
        return !closing && !paused && !atEnd;
    }

    // ---------------------------------------------------------------------------------------------------------- write

    @Override
    public void write(ByteBuffer data) {
        requireWritable();
        if (closing) {
            data.position(data.limit());
            return;
        }
        if (mustWait()) {
            unsent.append(data);
            pauseWriter();
            return;
        }
        try {
            unsent.send(data, channel);
        } catch (IOException broken) {
            data.position(data.limit());
            forceClose(broken);
            return;
        }
        watchOutput();
    }

    @Override
    public void write(List<ByteBuffer> data) {
        requireWritable();
        if (closing || mustWait()) {
            data.forEach(this::write);
            return;
        }
        try {
            unsent.send(data, channel);
        } catch (IOException broken) {
            data.forEach(buffer -> buffer.position(buffer.limit()));
            forceClose(broken);
            return;
        }
        watchOutput();
    }

    /** Tells whether something must be sent before what is written now. */
    private boolean mustWait() {
        return !unsent.isEmpty() || hold != null;
    }

    private void requireWritable() {
        loop.requireOwnThread("Transport.write");
        if (ended) {
            throw new IllegalStateException("write was called after writeEof on " + this);
        }
    }

    /** After a write that found nothing unsent before it. */
    private void watchOutput() {
        if (!unsent.isEmpty()) {
            socket.watch().onWritable(whenWritable);
            pauseWriter();
        }
    }

    private void writeReady() {
        try {
            unsent.flush(channel);
        } catch (IOException broken) {
            forceClose(broken);
            return;
        }
        resumeWriter();
        if (unsent.isEmpty()) {
            socket.watch().onWritable(null);
            flushed();
        }
    }

    /** Does what had to wait until all was sent. */
    private void flushed() {
        flushes.wakeAll();
        if (closing) {
            lose(null);
        } else if (ended) {
            shutDownOutput();
        }
    }

    /**
     * Waits until all is sent, and hands the channel out for writing.
     *
     * @throws IOException if the connection is closed
     * @throws IllegalStateException if somebody else has it already
     */
    @Async
    Coroutine<SocketHold> hold() throws IOException {
        requireWritable();
        while (!unsent.isEmpty() && !closing) {
            await(flushes.waitForWakeUp());
        }
        if (closing) {
            throw new IOException("a file cannot be sent, the connection is closed: " + this);
        }
        if (hold != null) {
            throw new IllegalStateException("a file is being sent already over " + this + ": await that first");
        }
        SocketHold held = new SocketHold(loop, this, socket);
        hold = held;
        return Coroutine.of(held);
    }

    /** Goes on after {@link #hold}. */
    void released() {
        hold = null;
        if (toBeDiscarded) {
            end();
        } else if (!lost && unsent.isEmpty()) {
            flushed();
        } else if (!lost) {
            socket.watch().onWritable(whenWritable);
        }
    }

    private void pauseWriter() {
        if (marks.pauses(unsent.size())) {
            tell("pauseWriting", protocol::pauseWriting);
        }
    }

    private void resumeWriter() {
        if (marks.resumes(unsent.size())) {
            tell("resumeWriting", protocol::resumeWriting);
        }
    }

    @Override
    public boolean canWriteEof() {
        return true;
    }

    @Override
    public void writeEof() {
        loop.requireOwnThread("Transport.writeEof");
        if (closing || ended) {
            return;
        }
        ended = true;
        if (!mustWait()) {
            shutDownOutput();
        }
    }

    private void shutDownOutput() {
        try {
            channel.shutdownOutput();
        } catch (IOException broken) {
            forceClose(broken);
        }
    }

    @Override
    public void setWriteLimits(int low, int high) {
        marks.set(low, high);
        pauseWriter();
    }

    @Override
    public int writeBufferSize() {
        return (int) Math.min(unsent.size(), Integer.MAX_VALUE);
    }

    // ---------------------------------------------------------------------------------------------------------- close

    @Override
    public void close() {
        loop.requireOwnThread("Transport.close");
        if (!closing) {
            closing = true;
            watchInput();
            if (!mustWait()) {
                lose(null);
            }
        }
    }

    @Override
    public void abort() {
        loop.requireOwnThread("Transport.abort");
        forceClose(null);
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    private void tell(String callback, Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            failed(callback, failure);
        }
    }

    /** Ends the connection for a callback that failed; an error that must end the run goes on. */
    private void failed(String callback, Throwable failure) {
        forceClose(failure);
        if (CallbackLoop.isFatal(failure)) {
            throw Sneaky.raise(failure);
        }
        loop.callExceptionHandler(new ErrorContext(callback + " of " + protocol + " failed", failure, this));
    }

    private void forceClose(@Nullable Throwable failure) {
        if (!lost) {
            closing = true;
            watchInput();
            socket.watch().onWritable(null);
            unsent.clear();
            lose(failure);
        }
    }

    private void lose(@Nullable Throwable failure) {
        if (!lost) {
            lost = true;
            flushes.wakeAll();
            if (hold != null) {
                hold.lose();
            }
            loop.callSoon(() -> tellLost(failure));
        }
    }

    private void tellLost(@Nullable Throwable failure) {
        try {
            tell("connectionLost", () -> protocol.connectionLost(failure));
        } finally {
            toBeDiscarded = true;
            if (hold == null) {
                end();
            }
        }
    }

    private void end() {
        discard();
        if (server != null) {
            server.detach(this);
        }
    }

    @Override
    public boolean isDone() {
        return closing && unsent.isEmpty();
    }

    @Override
    public void discard() {
        closing = true;
        lost = true;
        unsent.clear();
        io.remove(this);
        try {
            socket.close();
        } catch (IOException failure) {
            loop.callExceptionHandler(new ErrorContext("a socket could not be closed", failure, this));
        }
    }

    // ------------------------------------------------------------------------------------------------------- the ends

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public void setProtocol(Protocol next) {
        protocol = next;
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return local;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public String toString() {
        String state = lost ? "closed" : closing ? "closing" : atEnd ? "at the end of its input" : "open";
        return "<SocketTransport from " + local + " to " + remote + ", " + state + ", " + unsent.size()
                + " bytes unsent>";
    }
}
