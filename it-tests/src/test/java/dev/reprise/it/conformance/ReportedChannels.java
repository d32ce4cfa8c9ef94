package dev.reprise.it.conformance;

import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Poller;
import dev.reprise.loop.VirtualTime;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** A poller on virtual time that finds no channel ready unless the test says so. */
final class ReportedChannels implements Poller {

    /** What was watched, in order. */
    final List<SelectableChannel> channels = new ArrayList<>();

    private final List<IntConsumer> reports = new ArrayList<>();
    private final VirtualTime time = new VirtualTime();

    LoopOptions loopOptions() {
        return LoopOptions.defaults().clock(time).poller(this);
    }

    /** Says that the first channel is ready. */
    void report(int operations) {
        reports.get(0).accept(operations);
    }

    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) {
        channels.add(channel);
        reports.add(ready);
        return new Registration() {
            @Override
            public void setInterest(int operations) {}

            @Override
            public void cancel() {}
        };
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
