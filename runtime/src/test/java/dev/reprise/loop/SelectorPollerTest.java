package dev.reprise.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SelectorPollerTest extends PollerContract<SelectorPoller> {

    private final List<Integer> reports = new ArrayList<>();

    private final Pipe pipe = Pipe.open();

    SelectorPollerTest() throws IOException {
        super(new SelectorPoller());
    }

    @BeforeEach
    void openPipe() throws IOException {
        pipe.source().configureBlocking(false);
    }

    @AfterEach
    void closePipe() throws IOException {
        pipe.source().close();
        pipe.sink().close();
    }

    private Poller.Registration watch() throws IOException {
        Poller.Registration watch = poller.register(pipe.source(), reports::add);
        watch.setInterest(SelectionKey.OP_READ);
        return watch;
    }

    private void write() throws IOException {
        pipe.sink().write(ByteBuffer.allocate(1));
    }

    @Test
    void whatIsReadyEndsAWaitAndIsReportedAgainEachTime() throws Exception {
        watch();
        write();
        poller.poll(Poller.FOREVER);
        poller.poll(Poller.FOREVER);
        poller.poll(0);
        assertEquals(List.of(SelectionKey.OP_READ, SelectionKey.OP_READ, SelectionKey.OP_READ), reports);
    }

    @Test
    void aWaitForAHostReportsNothingAndLeavesItToThePoll() throws Exception {
        watch();
        write();
        poller.waitForEvents(Poller.FOREVER);
        poller.waitForEvents(Poller.FOREVER);
        assertEquals(List.of(), reports);
        poller.poll(0);
        assertEquals(List.of(SelectionKey.OP_READ), reports);
    }

    @Test
    void whatIsNotAskedForIsNotReported() throws Exception {
        Poller.Registration watch = watch();
        write();
        watch.setInterest(0);
        poller.poll(0);
        assertEquals(List.of(), reports);
    }

    @Test
    void aCancelledChannelIsNotReportedAndCanBeWatchedAtOnce() throws Exception {
        watch().cancel();
        write();
        watch();
        poller.poll(0);
        assertEquals(List.of(SelectionKey.OP_READ), reports);
    }

    @Test
    void aChannelIsWatchedOnceAtATime() throws Exception {
        watch();
        String message = Thrown.message(IllegalStateException.class, this::watch);
        assertEquals(pipe.source() + " is watched already: close its ChannelWatch first", message);
    }

    /** The kernel refuses to fill a pipe that nobody can read: nothing else has closed the descriptor. */
    @Test
    void theNextPollReleasesTheDescriptorOfAClosedChannelThoughNoneIsLeft() throws Exception {
        watch().cancel();
        pipe.source().close();
        poller.poll(0);
        assertThrows(IOException.class, this::write);
        assertEquals("<SelectorPoller of 0 channels>", poller.toString());
    }

    @Test
    void aChannelThatWasClosedBeforeItsWatchDoesNoHarm() throws Exception {
        Poller.Registration watch = watch();
        write();
        pipe.source().close();
        watch.setInterest(SelectionKey.OP_READ);
        poller.poll(0);
        watch.setInterest(0);
        watch.cancel();
        poller.poll(0);
        assertEquals(List.of(), reports);
        assertThrows(IOException.class, this::write);
        assertThrows(IOException.class, this::watch);
    }

    /**
     * A thread waits for a host, in the selector; the host's thread needs the selector to watch the channel anew, a little
     * later each time.
     */
    @Test
    void aChannelIsWatchedAnewWhileAThreadWaitsForAHost() throws Exception {
        assertFalse(Thread.interrupted(), "a test before this one has left the thread interrupted");
        int turns = 20_000;
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        Thread waiting = new Thread(() -> {
            for (int i = 1; i <= turns; i++) {
                spinUntil(begun, i);
                waitForEvents();
                ended.set(i);
            }
        });
        waiting.setDaemon(true);
        waiting.start();
        for (int i = 1; i <= turns; i++) {
            watch().cancel();
            begun.set(i);
            for (int delay = i % 100; delay > 0; delay--) {
                Thread.onSpinWait();
            }
            watch().cancel();
            poller.wakeUp(); // the wait may have ended before it
            spinUntil(ended, i);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // it must be now and then, where there is one processor
    private static void spinUntil(AtomicInteger turn, int reached) {
        for (int spins = 1; turn.get() < reached && !Thread.currentThread().isInterrupted(); spins++) {
            if (spins % 1_000 == 0) {
                Thread.yield();
            } else {
                Thread.onSpinWait();
            }
        }
    }

    private void waitForEvents() {
        try {
            poller.waitForEvents(Poller.FOREVER);
        } catch (InterruptedException nobodyDoes) {
            throw new AssertionError(nobodyDoes);
        }
    }

    @Test
    void aClosedPollerForgetsItsChannels() throws Exception {
        Poller.Registration watch = watch();
        pipe.source().close();
        poller.close();
        watch.setInterest(SelectionKey.OP_READ);
        watch.cancel();
        assertThrows(IOException.class, this::write);
        assertEquals("<SelectorPoller of 0 channels>", poller.toString());
    }
}
