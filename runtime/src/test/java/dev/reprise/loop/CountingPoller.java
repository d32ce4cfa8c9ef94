package dev.reprise.loop;

import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Notes each poll and leaves it to another poller. */
final class CountingPoller implements Poller {

    private final Poller poller;

    /** How long each poll was to wait. */
    final List<Long> polls = new ArrayList<>();

    final AtomicInteger wakeUps = new AtomicInteger();

    int closed;

    CountingPoller(Poller poller) {
        this.poller = poller;
    }

    @Override
    public void poll(long nanos) throws InterruptedException {
        polls.add(nanos);
        poller.poll(nanos);
    }

    @Override
    public void wakeUp() {
        wakeUps.incrementAndGet();
        poller.wakeUp();
    }

    @Override
    public void waitForEvents(long nanos) throws InterruptedException {
        poller.waitForEvents(nanos);
    }

    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        return poller.register(channel, ready);
    }

    @Override
    public void close() {
        closed++;
    }
}
