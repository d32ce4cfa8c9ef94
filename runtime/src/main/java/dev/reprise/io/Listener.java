package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.ChannelWatch;
import dev.reprise.loop.ErrorContext;
import dev.reprise.loop.TimerHandle;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One address on which a server listens: accepts what comes. */
final class Listener {

    /** asyncio's: how long it waits when the system refuses a connection for want of something (gh-151615). */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CallbackLoop loop;
    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final int batch;
    private final BiConsumer<SocketChannel, ServerSocketChannel> accepted;
    private final @Nullable SocketFile file;

    private @Nullable ChannelWatch watch;
    private @Nullable TimerHandle retry;
    private boolean closed;

    /**
     * Makes one of a channel that is bound and does not block.
     *
     * @param batch how many are accepted before others have their turn
     * @param file what to remove with it
     */
    Listener(
            CallbackLoop loop,
            ServerSocketChannel channel,
            int batch,
            @Nullable SocketFile file,
            BiConsumer<SocketChannel, ServerSocketChannel> accepted)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.batch = batch;
        this.file = file;
        this.accepted = accepted;
        address = channel.getLocalAddress();
    }

    SocketAddress address() {
        return address;
    }

    void start() throws IOException {
        watch = ChannelWatch.of(loop, channel);
        watch.onReadable(this::acceptBatch);
    }

    /** Many may have come since the channel was found ready (bpo-27906). */
    private void acceptBatch() {
        for (int i = 0; i < batch && !closed; i++) {
            SocketChannel connection;
            try {
                connection = channel.accept();
            } catch (IOException refused) {
                pause(refused);
                return;
            }
            if (connection == null) {
                return;
            }
            accepted.accept(connection, channel);
        }
    }

    /** The channel stays ready, so that the loop would run hot: until descriptors are free again, for example. */
    private void pause(IOException refused) {
        watch(null);
        retry = loop.callLater(PAUSE, () -> watch(this::acceptBatch));
        loop.callExceptionHandler(new ErrorContext(
                "no connection can be accepted on " + ConnectErrors.text(address) + "; the next try is in "
                        + PAUSE.toSeconds() + " s",
                refused,
                this));
    }

    private void watch(@Nullable Runnable callback) {
        if (watch != null) {
            watch.onReadable(callback);
        }
    }

    void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (watch != null) {
            watch.close();
        }
        if (retry != null) {
            retry.cancel();
        }
        try {
            channel.close();
            if (file != null) {
                file.remove();
            }
        } catch (IOException failure) {
            loop.callExceptionHandler(new ErrorContext("a server could not be closed", failure, this));
        }
    }

    @Override
    public String toString() {
        return "<Listener on " + ConnectErrors.text(address) + ">";
    }
}
