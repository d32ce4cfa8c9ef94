package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Context;
import dev.reprise.loop.ErrorContext;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ends of a connection in memory: for tests of protocols and streams, which then run on {@link
 * dev.reprise.loop.VirtualTime} and always in the same way.
 *
 * <p>It behaves as a socket does. Each write reaches the other end in a later turn of the loop, in views of up to 64 KiB and
 * one a turn; two writes are never joined. Nothing lies between the ends: what the other has not taken yet is in the buffer
 * of this one, and counts for its water marks. When one end is closed, the other reads the end of the input; what it then
 * writes, and what it had written and nobody took, breaks its connection with an {@link IOException}, and so does an {@link
 * #abort}.
 *
 * <p>Of the loop's thread.
 */
public final class MemoryTransport implements Transport {

    /** How much one view holds, as with a socket. */
    private static final int VIEW = 1 << 16;

    private final CallbackLoop loop;

    /** What the protocol is called in: not that of whoever writes at the other end. */
    private final Context context = Context.copy();

    private Protocol protocol;
    private MemoryTransport peer;

    /** What was written and the other end has not taken. */
    private final Deque<ByteBuffer> outgoing = new ArrayDeque<>();

    private int outgoingBytes;

    private final WaterMarks marks = new WaterMarks();

    private boolean readingPaused;
    private boolean eofWritten;

    /** True when the other end has been told that nothing more comes. */
    private boolean endDelivered;

    private boolean endReceived;
    private boolean closing;

    /** True when the protocol has been told of the end, or is about to. */
    private boolean lost;

    /** True while {@link #deliver} is in the ready queue. */
    private boolean delivering;

    @SuppressWarnings("NullAway") // connect sets the peer
    private MemoryTransport(CallbackLoop loop, Protocol protocol) {
        this.loop = loop;
        this.protocol = Objects.requireNonNull(protocol, "protocol");
    }

    /**
     * Connects two protocols, and tells both, {@code left} first.
     *
     * @return the end of {@code left}; that of {@code right} is its {@link #peer}
     */
    public static MemoryTransport connect(CallbackLoop loop, Protocol left, Protocol right) {
        MemoryTransport one = new MemoryTransport(loop, left);
        MemoryTransport other = new MemoryTransport(loop, right);
        one.peer = other;
        other.peer = one;
        left.connectionMade(one);
        right.connectionMade(other);
        return one;
    }

    /** Returns the other end. */
    public MemoryTransport peer() {
        return peer;
    }

    // ---------------------------------------------------------------------------------------------------------- write

    @Override
    public void write(ByteBuffer data) {
        if (eofWritten) {
            throw new IllegalStateException("write was called after writeEof on " + this);
        }
        if (!data.hasRemaining()) {
            return;
        }
        ByteBuffer copy = ByteBuffer.wrap(new byte[data.remaining()]);
        copy.put(data).flip();
        if (closing) {
            return;
        }
        outgoing.add(copy);
        outgoingBytes += copy.remaining();
        deliverSoon();
        pauseWriter();
    }

    @Override
    public boolean canWriteEof() {
        return true;
    }

    @Override
    public void writeEof() {
        eofWritten = true;
        deliverSoon();
    }

    @Override
    public void setWriteLimits(int low, int high) {
        marks.set(low, high);
        pauseWriter();
    }

    private void pauseWriter() {
        if (marks.pauses(outgoingBytes)) {
            tell("pauseWriting", protocol::pauseWriting);
        }
    }

    private void resumeWriter() {
        if (marks.resumes(outgoingBytes)) {
            tell("resumeWriting", protocol::resumeWriting);
        }
    }

    @Override
    public int writeBufferSize() {
        return outgoingBytes;
    }

    // ----------------------------------------------------------------------------------------------------------- read

    @Override
    public void pauseReading() {
        readingPaused = true;
    }

    @Override
    public void resumeReading() {
        readingPaused = false;
        peer.deliverSoon();
    }

    @Override
    public boolean isReading() {
        return !readingPaused && !closing && !endReceived;
    }

    // -------------------------------------------------------------------------------------------------------- deliver

    private void deliverSoon() {
        if (!delivering) {
            delivering = true;
            loop.callSoon(this::deliver, context);
        }
    }

    /** Gives the other end one thing, if it takes one. */
    private void deliver() {
        delivering = false;
        if (!outgoing.isEmpty() && peer.lost && !closing) {
            lose(reset());
        } else if (peer.isReading()) {
            if (!outgoing.isEmpty()) {
                ByteBuffer view = nextView();
                peer.tell("dataReceived", () -> peer.protocol.dataReceived(view));
                if (!lost) {
                    resumeWriter();
                }
                deliverSoon();
            } else if ((eofWritten || closing) && !endDelivered) {
                endDelivered = true;
                peer.receiveEnd();
            }
        }
        closeIfDone();
    }

    private ByteBuffer nextView() {
        ByteBuffer first = outgoing.getFirst();
        int length = Math.min(first.remaining(), VIEW);
        ByteBuffer view = first.slice().limit(length);
        first.position(first.position() + length);
        if (!first.hasRemaining()) {
            outgoing.removeFirst();
        }
        outgoingBytes -= length;
        return view;
    }

    private void receiveEnd() {
        endReceived = true;
        tell("eofReceived", () -> {
            if (!protocol.eofReceived()) {
                close();
            }
        });
    }

    /** Calls the protocol. If it throws, the connection ends. */
    private void tell(String what, Runnable call) {
        try {
            call.run();
        } catch (Throwable failure) {
            if (CallbackLoop.isFatal(failure)) {
                throw failure;
            }
            loop.callExceptionHandler(new ErrorContext("a protocol failed in " + what, failure, this));
            lose(failure);
        }
    }

    // ---------------------------------------------------------------------------------------------------------- close

    @Override
    public void close() {
        closing = true;
        closeIfDone();
        deliverSoon();
        peer.deliverSoon();
    }

    /** What is left is lost if nobody will take it. */
    private void closeIfDone() {
        if (closing && (outgoing.isEmpty() || peer.closing)) {
            lose(null);
        }
    }

    @Override
    public void abort() {
        lose(null);
        peer.lose(reset());
    }

    private static IOException reset() {
        return new IOException("the connection was reset by the other end");
    }

    private void lose(@Nullable Throwable failure) {
        if (lost) {
            return;
        }
        lost = true;
        closing = true;
        outgoing.clear();
        outgoingBytes = 0;
        loop.callSoon(() -> protocol.connectionLost(failure), context);
        deliverSoon();
        peer.deliverSoon();
    }

    @Override
    public boolean isClosing() {
        return closing;
    }

    // ------------------------------------------------------------------------------------------------------- the ends

    @Override
    public Protocol protocol() {
        return protocol;
    }

    @Override
    public void setProtocol(Protocol protocol) {
        this.protocol = Objects.requireNonNull(protocol, "protocol");
    }

    @Override
    public @Nullable SocketAddress localAddress() {
        return null;
    }

    @Override
    public @Nullable SocketAddress remoteAddress() {
        return null;
    }

    @Override
    public String toString() {
        return "<MemoryTransport" + (closing ? lost ? ", closed" : ", closing" : "")
                + (outgoingBytes == 0 ? "" : ", " + outgoingBytes + " bytes to send")
                + (readingPaused ? ", reading paused" : "") + ">";
    }
}
