package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ChannelWatch;
import dev.reprise.loop.Promise;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * The time in which somebody else writes to a connection's channel, perhaps on another thread. What the transport is given
 * meanwhile is kept, and the channel stays open until {@link #release}: its descriptor may be in use.
 */
final class SocketHold {

    private final CallbackLoop loop;
    private final SocketTransport transport;
    private final WatchedChannel socket;

    private boolean lost;

    /** What {@link #untilWritable} waits for. */
    private @Nullable Promise<@Nullable Void> writable;

    SocketHold(CallbackLoop loop, SocketTransport transport, WatchedChannel socket) {
        this.loop = loop;
        this.transport = transport;
        this.socket = socket;
    }

    SocketChannel channel() {
        return socket.channel();
    }

    /** Throws if the connection is lost. */
    void requireOpen() throws IOException {
        if (lost) {
            throw new IOException("the connection was closed while a file was being sent: " + transport);
        }
    }

    /** Waits until the channel takes something, or the connection is lost. */
    @Async
    Coroutine<Void> untilWritable() {
        Promise<@Nullable Void> promise = loop.createPromise();
        ChannelWatch watch = socket.watch();
        writable = promise;
        watch.onWritable(() -> promise.trySetResult(null));
        try {
            await(promise);
        } finally {
            writable = null;
            watch.onWritable(null);
        }
        return Coroutine.done();
    }

    /** Is told that the connection is lost. */
    void lose() {
        lost = true;
        if (writable != null) {
            writable.trySetResult(null);
        }
    }

    /** Gives the channel back. */
    void release() {
        transport.released();
    }
}
