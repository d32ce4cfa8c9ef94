package dev.reprise.loop;

import dev.reprise.internal.Sneaky;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntConsumer;

/** What a loop has to do now and later: the ready queue, the timers, and what other threads sent. */
final class Agenda {

    /** How many entries of other threads are taken at one look, so that they cannot keep the loop from its own work. */
    private static final int MOST_TAKEN = 1_024;

    private final Clock clock;
    private final Poller poller;
    private final long origin;

    final ReadyQueue ready;
    private final Timers timers = new Timers();
    private final Queue<Ready> fromOtherThreads = new ConcurrentLinkedQueue<>();

    Agenda(LoopOptions options) {
        this.clock = options.clock();
        this.poller = options.newPoller();
        this.ready = new ReadyQueue(
                options.shuffle().isPresent() ? new Random(options.shuffle().getAsLong()) : null);
        this.origin = clock.nanoTime();
    }

    /** Returns the loop's time in nanoseconds. */
    long now() {
        return clock.nanoTime() - origin;
    }

    void addFromAnyThread(Ready entry) {
        fromOtherThreads.add(entry);
        poller.wakeUp();
    }

    void wakeUp() {
        poller.wakeUp();
    }

    Poller.Registration register(SelectableChannel channel, IntConsumer ready) throws IOException {
        return poller.register(channel, ready);
    }

    void expectWakeUps(int jobs) {
        poller.expectWakeUps(jobs);
    }

    int nextTimerNumber() {
        return timers.nextNumber();
    }

    void add(Timed timer) {
        timers.add(timer);
    }

    void remove(Timed timer) {
        timers.remove(timer);
    }

    long deadlineAfter(Duration delay) {
        return Nanos.add(now(), Nanos.of(delay));
    }

    int size() {
        return ready.size() + timers.size();
    }

    int readyCount() {
        return ready.size();
    }

    /**
     * Makes ready what other threads sent, what the poller found and what is due; may wait for the first of them.
     *
     * @param manyTimers see {@link Timers#takeDue}
     */
    void look(boolean mayWait, int manyTimers) {
        try {
            poller.poll(mayWait ? untilFirstTimer() : 0);
        } catch (InterruptedException interrupted) {
            throw Sneaky.raise(interrupted);
        } finally {
            // Whatever ended the poll, it took the wake-up of those who added here before.
            takeFromOtherThreads();
        }
        if (!timers.isEmpty()) {
            timers.takeDue(now(), manyTimers, ready);
        }
    }

    void takeFromOtherThreads() {
        // What is left then is taken at the next look, which does not wait, since these are ready.
        for (int left = MOST_TAKEN; left > 0; left--) {
            Ready entry = fromOtherThreads.poll();
            if (entry == null) {
                return;
            }
            ready.add(entry);
        }
    }

    /** Waits until there may be something to look for; on a thread of its own, while the loop does not run. */
    void waitForEvents(long nanos) throws InterruptedException {
        poller.waitForEvents(nanos);
    }

    /** Tells whether nothing is ready, and a look that may wait would block. */
    boolean wouldBlock() {
        return readyCount() == 0 && poller.blocks(untilFirstTimer());
    }

    /** Returns how many nanoseconds there are until the first timer. */
    long untilFirstTimer() {
        Timed first = timers.first();
        if (first == null || first.deadline() == Poller.FOREVER) {
            return Poller.FOREVER;
        }
        return Math.max(0, Nanos.add(first.deadline(), -now()));
    }

    void close() {
        ready.clear();
        timers.clear();
        fromOtherThreads.clear();
        poller.close();
    }
}
