package dev.reprise.io;

import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Poller;
import dev.reprise.loop.VirtualTime;
import java.nio.channels.SelectableChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntConsumer;

/** A poller on virtual time to which a test says which channels are ready. */
final class FakePoller implements Poller {

    private final VirtualTime time = new VirtualTime();

    private final Map<SelectableChannel, Watched> watched = new HashMap<>();

    private static final class Watched implements Registration {

        final IntConsumer ready;
        int interest;
        boolean cancelled;

        Watched(IntConsumer ready) {
            this.ready = ready;
        }

        @Override
        public void setInterest(int operations) {
            interest = operations;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    LoopOptions loopOptions() {
        return LoopOptions.defaults().clock(time).poller(this);
    }

    /** Reports a channel as ready for what it is watched for, of {@code operations}. */
    void report(SelectableChannel channel, int operations) {
        Watched found = of(channel);
        int ready = found.interest & operations;
        if (ready == 0) {
            throw new AssertionError(channel + " is not watched for " + operations + " but for " + found.interest);
        }
        found.ready.accept(ready);
    }

    /** Returns what a channel is watched for; 0 if it is not, or not any more. */
    int interest(SelectableChannel channel) {
        Watched found = of(channel);
        return found.cancelled ? 0 : found.interest;
    }

    boolean isCancelled(SelectableChannel channel) {
        return of(channel).cancelled;
    }

    private Watched of(SelectableChannel channel) {
        Watched found = watched.get(channel);
        if (found == null) {
            throw new AssertionError(channel + " was never watched");
        }
        return found;
    }

    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) {
        Watched registered = new Watched(ready);
        watched.put(channel, registered);
        return registered;
    }

    @Override
    public void poll(long nanos) throws InterruptedException {
        time.poll(nanos);
    }

    @Override
    public void wakeUp() {
        time.wakeUp();
    }
}
