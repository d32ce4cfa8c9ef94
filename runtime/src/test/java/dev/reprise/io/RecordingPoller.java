package dev.reprise.io;

import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Poller;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/** The real poller; keeps which channels it was given, and whether each was still open when its watch ended. */
final class RecordingPoller implements Poller {

    final List<SelectableChannel> channels = new ArrayList<>();

    /** For each watch that has ended, whether its channel was open. */
    final List<Boolean> openAtEnd = new ArrayList<>();

    private final Poller selecting = Poller.selecting();

    LoopOptions loopOptions() {
        return LoopOptions.defaults().poller(this);
    }

    long open() {
        return channels.stream().filter(SelectableChannel::isOpen).count();
    }

    @Override
    public Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        Registration registration = selecting.register(channel, ready);
        channels.add(channel);
        return new Registration() {
            @Override
            public void setInterest(int operations) {
                registration.setInterest(operations);
            }

            @Override
            public void cancel() {
                openAtEnd.add(channel.isOpen());
                registration.cancel();
            }
        };
    }

    @Override
    public void poll(long nanos) throws InterruptedException {
        selecting.poll(nanos);
    }

    @Override
    public void wakeUp() {
        selecting.wakeUp();
    }

    @Override
    public void close() {
        selecting.close();
    }
}
