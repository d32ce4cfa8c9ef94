package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.LoopLocal;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * This side's end of a pipe to a process. The JDK has blocking streams for these and nothing else, so each pipe has a thread
 * of its own, and that alone touches the stream: one that is in a call cannot be ended from outside, and a descriptor that
 * were closed under it could by then be that of another file. The thread ends with the pipe, a virtual one would hold its
 * carrier for as long.
 */
abstract class Pipe implements Transport {

    /** How much goes between the thread and the loop at once: what a pipe holds on Linux. */
    static final int BLOCK = 64 * 1024;

    private static final LoopLocal<Open> OPEN = new LoopLocal<>(loop -> new Open());

    final CallbackLoop loop;

    final String name;

    private Protocol protocol;

    private boolean lost;

    Pipe(CallbackLoop loop, String name, Protocol protocol) {
        this.loop = loop;
        this.name = name;
        this.protocol = protocol;
        OPEN.of(loop).pipes.add(this);
    }

    /** Tells the protocol that it is connected, and begins. */
    abstract void begin();

    /** Ends the thread as soon as it comes back, and touches nothing of the loop. */
    abstract void abandon();

    /** Stops counting as work that the loop waits for. */
    abstract void stopWaiting();

    /** What a loop must let go of when it is closed. */
    private static final class Open implements AutoCloseable {

        private final Set<Pipe> pipes = new HashSet<>();

        @Override
        public void close() {
            List.copyOf(pipes).forEach(Pipe::abandon);
        }
    }

    /** Starts the thread of a pipe. */
    static void startThread(Runnable work, String name) {
        Thread thread = new Thread(work, "reprise " + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** The pipe is broken or not needed any more: what fails now would fail nobody. */
    static void closeQuietly(Closeable stream) {
        try {
            stream.close();
        } catch (IOException broken) {
            // It is closed all the same.
        }
    }

    /** Calls the protocol. If it throws, the connection ends. */
    final void tell(String what, Runnable call) {
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

    final boolean isLost() {
        return lost;
    }

    final void lose(@Nullable Throwable failure) {
        if (lost) {
            return;
        }
        lost = true;
        abandon();
        stopWaiting();
        OPEN.of(loop).pipes.remove(this);
        loop.callSoon(() -> protocol.connectionLost(failure));
    }

    @Override
    public final void abort() {
        lose(null);
    }

    @Override
    public final Protocol protocol() {
        return protocol;
    }

    @Override
    public final void setProtocol(Protocol protocol) {
        this.protocol = protocol;
    }

    @Override
    public final @Nullable SocketAddress localAddress() {
        return null;
    }

    @Override
    public final @Nullable SocketAddress remoteAddress() {
        return null;
    }

    @Override
    public final String toString() {
        return "<" + name + (lost ? " closed" : isClosing() ? " closing" : "") + ">";
    }

    // ----------------------------------------------------------------------------- what this direction does not have

    @Override
    public void write(ByteBuffer data) {
        throw wrongDirection("write to");
    }

    @Override
    public boolean canWriteEof() {
        return false;
    }

    @Override
    public void writeEof() {
        throw wrongDirection("write to");
    }

    @Override
    public void setWriteLimits(int low, int high) {
        throw wrongDirection("write to");
    }

    @Override
    public int writeBufferSize() {
        return 0;
    }

    @Override
    public void pauseReading() {}

    @Override
    public void resumeReading() {}

    @Override
    public boolean isReading() {
        return false;
    }

    private UnsupportedOperationException wrongDirection(String what) {
        return new UnsupportedOperationException("nobody can " + what + " " + this + ": it is a pipe of one direction");
    }
}
