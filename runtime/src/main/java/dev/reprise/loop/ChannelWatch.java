package dev.reprise.loop;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A channel that a loop watches: {@code loop.add_reader} and {@code add_writer}. What is set here is called again and
 * again, from the ready queue, for as long as the channel is ready for it; so it reads or writes, or stops the watch.
 *
 * <p>Of the loop's thread. The channel must not block, and stays the caller's: close the watch, then the channel.
 */
public final class ChannelWatch implements AutoCloseable {

    private static final int TO_READ = SelectionKey.OP_READ | SelectionKey.OP_ACCEPT;

    private final CallbackLoop loop;
    private final SelectableChannel channel;
    private final Poller.Registration registration;

    private final Readiness reading;
    private final Readiness writing;

    /** What the poller was asked for. */
    private int interest;

    /** Who may take what there is to read himself; null if nobody may. */
    private @Nullable BooleanSupplier taker;

    private boolean closed;

    private ChannelWatch(CallbackLoop loop, SelectableChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        reading = new Readiness();
        writing = new Readiness();
        registration = loop.register(channel, this::isReady);
    }

    /**
     * Begins to watch a channel, for nothing yet. A channel has one watch at a time.
     *
     * @throws IOException if it cannot be watched, for example because it is closed
     * @throws IllegalArgumentException if it blocks
     * @throws IllegalStateException if it is watched already
     * @throws UnsupportedOperationException if the loop's poller knows no channels, as {@link VirtualTime}
     */
    public static ChannelWatch of(CallbackLoop loop, SelectableChannel channel) throws IOException {
        if (channel.isOpen() && channel.isBlocking()) {
            throw new IllegalArgumentException(channel + " blocks: call configureBlocking(false) before it is watched");
        }
        return new ChannelWatch(loop, channel);
    }

    /** Sets what is called while there is something to read or a connection to accept, also the end; null for nothing. */
    public void onReadable(@Nullable Runnable callback) {
        int toRead = TO_READ & channel.validOps();
        set(reading, callback, toRead == 0 ? SelectionKey.OP_READ : toRead, TO_READ);
    }

    /**
     * Sets who is asked, each time the channel is found ready to be read, whether he takes what is there without {@link
     * #onReadable}'s callback, in a turn of his own; null for nobody. He is asked while the loop looks for what is ready: he may
     * end promises, and must do nothing else.
     */
    public void takenBy(@Nullable BooleanSupplier taker) {
        loop.requireOwnThread("ChannelWatch");
        this.taker = taker;
    }

    /** Sets what is called while something can be written; null for nothing. Replaces {@link #onConnectable}. */
    public void onWritable(@Nullable Runnable callback) {
        set(writing, callback, SelectionKey.OP_WRITE, ~TO_READ);
    }

    /** Sets what is called when a connect that is under way can be finished; null for nothing. Replaces {@link #onWritable}. */
    public void onConnectable(@Nullable Runnable callback) {
        set(writing, callback, SelectionKey.OP_CONNECT, ~TO_READ);
    }

    private void set(Readiness side, @Nullable Runnable callback, int operation, int replaced) {
        loop.requireOwnThread("ChannelWatch");
        if (closed) {
            if (callback != null) {
                throw new IllegalStateException("the watch of " + channel + " is closed");
            }
            return;
        }
        if (callback != null && (operation & ~channel.validOps()) != 0) {
            throw new IllegalArgumentException(channel + " is never ready for this: its kind of channel cannot do it");
        }
        side.set(callback);
        int changed = (interest & ~replaced) | (callback == null ? 0 : operation);
        if (changed != interest) {
            interest = changed;
            registration.setInterest(changed);
            loop.wakeHost();
        }
    }

    private void isReady(int operations) {
        if ((operations & TO_READ) != 0 && (taker == null || !taker.getAsBoolean())) {
            reading.enqueue();
        }
        if ((operations & ~TO_READ) != 0) {
            writing.enqueue();
        }
    }

    /** Ends the watch: nothing is called any more, also if the channel was ready already. */
    @Override
    public void close() {
        loop.requireOwnThread("ChannelWatch.close");
        if (!closed) {
            closed = true;
            taker = null;
            reading.set(null);
            writing.set(null);
            registration.cancel();
            loop.wakeHost();
        }
    }

    @Override
    public String toString() {
        return "<ChannelWatch of " + channel + (closed ? ", closed>" : ">");
    }

    /** One direction, in the ready queue at most once however often the poller finds it ready meanwhile. */
    private final class Readiness extends Callback {

        private @Nullable Runnable callback;

        /** What is in the ready queue to be called, null if nothing is. What replaced it was not found ready itself. */
        private @Nullable Runnable queued;

        Readiness() {
            super(null);
        }

        void set(@Nullable Runnable replacement) {
            if (replacement != null) {
                setContext(loop.captureContext());
            }
            callback = replacement;
        }

        void enqueue() {
            if (queued == null && callback != null) {
                queued = callback;
                loop.enqueue(this);
            }
        }

        @Override
        protected boolean takeTurn() {
            Runnable found = queued;
            queued = null;
            if (found != null && found == callback) {
                found.run();
            }
            return false;
        }

        @Override
        public String toString() {
            return "<readiness of " + channel + ": " + callback + ">";
        }
    }
}
