package dev.reprise.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * A poller that waits in a selector.
 *
 * <p>Wake-ups are as in {@link ParkingPoller}, and cost a system call only while a select is under way. One that comes as
 * a select ends may make the next one return early.
 */
final class SelectorPoller implements Poller {

    private final Selector selector;

    private final AtomicBoolean woken = new AtomicBoolean();

    /** Whether a select that may wait is under way, or about to be; written by the thread that waits. */
    private volatile boolean waiting;

    SelectorPoller() throws IOException {
        selector = Selector.open();
    }

    @Override
    public void poll(long nanos) throws InterruptedException {
        select(nanos, SelectorPoller::report);
    }

    /** What is ready stays so, and the next poll finds it again. */
    @Override
    public void waitForEvents(long nanos) throws InterruptedException {
        select(nanos, key -> {});
    }

    private void select(long nanos, Consumer<SelectionKey> found) throws InterruptedException {
        try {
            waiting = nanos > 0;
            if (nanos > 0 && !woken.get()) {
                selector.select(found, milliseconds(nanos));
            } else {
                selector.selectNow(found);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the selector failed", failure);
        } finally {
            waiting = false;
            woken.getAndSet(false);
        }
        if (Thread.interrupted()) {
            throw new InterruptedException("the thread of the loop was interrupted");
        }
    }

    /** Rounds up, so that a loop does not run hot for the last part of a millisecond; 0 means without limit. */
    private static long milliseconds(long nanos) {
        return nanos == FOREVER ? 0 : TimeUnit.NANOSECONDS.toMillis(Nanos.add(nanos, 999_999));
    }

    private static void report(SelectionKey key) {
        int ready;
        try {
            ready = key.readyOps();
        } catch (CancelledKeyException closed) { // another thread closed the channel just now
            return;
        }
        ((IntConsumer) Objects.requireNonNull(key.attachment())).accept(ready);
    }

    @Override
    public void wakeUp() {
        if (!woken.getAndSet(true) && waiting) {
            selector.wakeup();
        }
    }

    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        SelectionKey last = channel.keyFor(selector);
        if (last != null && !last.isValid()) {
            forgetCancelled();
        } else if (last != null) {
            throw new IllegalStateException(channel + " is watched already: close its ChannelWatch first");
        }
        return new Watched(channel.register(selector, 0, ready));
    }

    /**
     * Lets the keys that were cancelled leave the selector, which they do at a select only. A thread that waits there for
     * a host holds the selector's lock: it is made to go, and told again, since this select may take what told it. It is
     * told even if it was woken just now: it may have left, and be back.
     */
    private void forgetCancelled() throws IOException {
        selector.wakeup();
        selector.selectNow(SelectorPoller::report);
        if (waiting) {
            selector.wakeup();
        }
    }

    /**
     * Cancels a key. A channel that is closed stays bound to its address until its key has left the selector: a connection
     * says that it ends and may leave later, all others give their address back at once.
     */
    private void cancel(SelectionKey key) {
        key.cancel();
        if (selector.isOpen() && !(key.channel() instanceof SocketChannel)) {
            try {
                forgetCancelled();
            } catch (IOException failure) {
                throw new UncheckedIOException("the selector failed", failure);
            }
        }
    }

    /** A key; what may be cancelled by closing the channel must not fail then. */
    private final class Watched implements Registration {

        private final SelectionKey key;

        Watched(SelectionKey key) {
            this.key = key;
        }

        @Override
        public void setInterest(int operations) {
            try {
                key.interestOps(operations);
            } catch (CancelledKeyException closed) {
                return; // nothing will be reported for it any more, as for one that was cancelled
            }
        }

        @Override
        public void cancel() {
            SelectorPoller.this.cancel(key);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the selector could not be closed", failure);
        }
    }

    @Override
    public String toString() {
        return "<SelectorPoller of " + (selector.isOpen() ? selector.keys().size() : 0) + " channels>";
    }
}
