package dev.reprise.loop;

import java.util.ArrayList;
import java.util.List;

/** Notes each poll and leaves it to another poller. */
final class CountingPoller implements Poller {

    private final Poller poller;

    /** How long each poll was to wait. */
    final List<Long> polls = new ArrayList<>();

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
        poller.wakeUp();
    }

    @Override
    public void close() {
        closed++;
    }
}
