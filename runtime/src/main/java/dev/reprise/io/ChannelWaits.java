package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.loop.ChannelWatch;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait until a channel can be read or written. The channel is watched from the first wait on, with no
 * interest while nobody waits.
 */
final class ChannelWaits implements AutoCloseable {

    private final SelectableChannel channel;

    /** What the channel is in error messages. */
    private final Object owner;

    private @Nullable EventLoop loop;

    private @Nullable ChannelWatch watch;

    private boolean closed;

    final Direction reading = new Direction("receive", ChannelWatch::onReadable);
    final Direction writing = new Direction("send", ChannelWatch::onWritable);
    final Direction connecting = new Direction("connect", ChannelWatch::onConnectable);

    ChannelWaits(SelectableChannel channel, Object owner) {
        this.channel = channel;
        this.owner = owner;
    }

    private ChannelWatch watch(EventLoop running) throws IOException {
        ChannelWatch current = watch;
        if (current == null) {
            current = ChannelWatch.of(running, channel);
            loop = running;
            watch = current;
        } else if (loop != running) {
            throw new IllegalStateException(owner + " belongs to another event loop, the first on which a task waited"
                    + " for it: use it there");
        }
        return current;
    }

    /** Ends the watch, and wakes all that wait with an error. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            if (watch != null) {
                watch.close();
            }
            reading.wakeAll();
            writing.wakeAll();
            connecting.wakeAll();
        }
    }

    /** One direction; its tasks are woken in the order in which they came. */
    final class Direction implements Runnable {

        private final String verb;

        private final BiConsumer<ChannelWatch, @Nullable Runnable> interest;

        /** A turn for each task, from the start of its wait until it goes on. */
        private final Deque<Promise<Void>> turns = new ArrayDeque<>(1);

        private boolean occupied;

        Direction(String verb, BiConsumer<ChannelWatch, @Nullable Runnable> interest) {
            this.verb = verb;
            this.interest = interest;
        }

        /**
         * Refuses a second task where bytes would be mixed up. One that is cancelled already is in nobody's way.
         *
         * @throws IllegalStateException if another task waits in this direction, or has it for itself
         */
        void requireFree() {
            if (occupied || turns.stream().anyMatch(turn -> !turn.cancelled())) {
                throw new IllegalStateException("another task is waiting to " + verb + " on " + owner
                        + ": let one task do it, or take turns under a Lock");
            }
        }

        /** Takes the direction for one task alone, also while that does not wait for the channel, or gives it back. */
        void occupy(boolean occupy) {
            if (occupy) {
                requireFree();
            }
            occupied = occupy;
        }

        /**
         * Waits until the channel is ready, or may be.
         *
         * @throws java.nio.channels.AsynchronousCloseException if it is closed meanwhile
         */
        @Async
        Coroutine<Void> ready() throws IOException {
            EventLoop running = EventLoop.current();
            ChannelWatch current = watch(running);
            Promise<Void> turn = running.createPromise();
            turns.add(turn);
            interest.accept(current, this);
            try {
                await(turn);
            } finally {
                turns.remove(turn);
                updateInterest();
            }
            if (closed) {
                throw new ClosedDuringWait(owner, verb);
            }
            return Coroutine.done();
        }

        /** The channel is ready: it is the first task's turn. What it leaves is reported again. */
        @Override
        public void run() {
            for (Promise<Void> turn : turns) {
                if (turn.trySetResult(null)) {
                    break;
                }
            }
            updateInterest();
        }

        private void updateInterest() {
            if (watch != null && turns.stream().allMatch(Promise::done)) {
                interest.accept(watch, null);
            }
        }

        void wakeAll() {
            turns.forEach(turn -> turn.trySetResult(null));
        }
    }
}
