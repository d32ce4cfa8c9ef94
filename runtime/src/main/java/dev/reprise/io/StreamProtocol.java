package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a transport and a connection's streams: {@code asyncio.StreamReaderProtocol}. It feeds the reader, and
 * the writer's waits end here.
 */
final class StreamProtocol implements PullingProtocol {

    private final EventLoop loop;
    private final StreamReader reader;

    /** Who serves the connection; null on the client's side. */
    private final @Nullable ConnectionHandler handler;

    private final WaitList drains;
    private final WaitList closes;

    private @Nullable Transport transport;
    private boolean writingPaused;
    private boolean lost;
    private @Nullable Throwable failure;

    /** Makes one with a reader of that limit. */
    StreamProtocol(EventLoop loop, int limit, @Nullable ConnectionHandler handler) {
        this.loop = loop;
        reader = new StreamReader(loop, limit);
        this.handler = handler;
        drains = new WaitList(loop);
        closes = new WaitList(loop);
    }

    /** Returns the streams over the transport that this was given to. */
    Connection connection(Transport over) {
        return new Connection(reader, new StreamWriter(over, this, reader));
    }

    /** Tells whether this is the end that was accepted. */
    boolean isServer() {
        return handler != null;
    }

    @Override
    public void connectionMade(Transport made) {
        replaceTransport(made);
        if (handler != null) {
            serve(handler, connection(made));
        }
    }

    /** Goes on with another transport, as TLS on a connection that stands needs it. */
    void replaceTransport(Transport replacement) {
        transport = replacement;
        reader.setTransport(replacement);
    }

    private void serve(ConnectionHandler server, Connection connection) {
        loop.createTask(handling(server, connection)).addDoneCallback(this::afterHandler);
    }

    /** Fails with what the handler fails with. */
    @Async
    private static Coroutine<Void> handling(ConnectionHandler server, Connection connection) {
        try {
            await(server.handle(connection.reader(), connection.writer()));
        } catch (Exception failure) {
            throw Sneaky.raise(failure);
        }
        return Coroutine.done();
    }

    private void afterHandler(Promise<Void> task) {
        if (!task.cancelled()) {
            Throwable thrown = task.exception().orElse(null);
            if (thrown == null) {
                return;
            }
            loop.callExceptionHandler(new ErrorContext("a connection handler failed", thrown, task));
        }
        if (transport != null) {
            transport.close();
        }
    }

    @Override
    public void dataReceived(ByteBuffer data) {
        reader.feedData(data);
    }

    @Override
    public boolean readable() {
        return reader.readable();
    }

    /** The connection stays open for writing where that is possible. */
    @Override
    public boolean eofReceived() {
        reader.feedEof();
        return transport != null && transport.canWriteEof();
    }

    @Override
    public void pauseWriting() {
        writingPaused = true;
    }

    @Override
    public void resumeWriting() {
        writingPaused = false;
        drains.wakeAll();
    }

    @Override
    public void connectionLost(@Nullable Throwable cause) {
        lost = true;
        failure = cause;
        transport = null;
        reader.setTransport(null);
        if (cause == null) {
            reader.feedEof();
        } else {
            reader.setException(cause);
        }
        drains.wakeAll();
        closes.wakeAll();
    }

    /** Waits until writing is not paused. */
    @Async
    Coroutine<Void> drained() throws IOException {
        if (lost) {
            throw new IOException("the connection is closed: what was written after that is lost");
        }
        if (writingPaused) {
            await(drains.waitForWakeUp());
            requireSound();
        }
        return Coroutine.done();
    }

    /** Waits until the connection is closed. */
    @Async
    Coroutine<Void> closed() throws IOException {
        if (!lost) {
            await(closes.waitForWakeUp());
        }
        requireSound();
        return Coroutine.done();
    }

    private void requireSound() {
        if (failure != null) {
            throw Sneaky.raise(failure);
        }
    }
}
