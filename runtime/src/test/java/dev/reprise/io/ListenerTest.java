package dev.reprise.io;

import static java.nio.channels.SelectionKey.OP_ACCEPT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.TimerHandle;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accepting, at a channel that the test fills and breaks, on virtual time. */
class ListenerTest {

    private static final int BATCH = 3;

    private final FakePoller poller = new FakePoller();
    private final EventLoop loop = new EventLoop(poller.loopOptions());
    private final FakeServerChannel channel = new FakeServerChannel();
    private final List<SocketChannel> accepted = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();
    private final Listener listener;

    ListenerTest() throws IOException {
        listener = new Listener(loop, channel, BATCH, null, (connection, from) -> accepted.add(connection));
        loop.setExceptionHandler((from, context) -> reports.add(context.message() + ": " + context.exception()));
    }

    @BeforeEach
    void start() throws IOException {
        channel.configureBlocking(false);
        listener.start();
    }

    @AfterEach
    void close() {
        listener.close();
        assertFalse(channel.isOpen());
        assertEquals(0, loop.scheduled(), "a timer is left");
        loop.close();
        assertEquals(List.of(), reports);
    }

    private void ready() {
        poller.report(channel, OP_ACCEPT);
        loop.stop();
        loop.runForever();
    }

    private void runFor(Duration time) {
        TimerHandle stop = loop.callLater(time, loop::stop);
        loop.runForever();
        stop.cancel();
    }

    @Test
    void trap30ManyAreAcceptedAtOnceButNotEndlessly() {
        channel.connect(BATCH + 1);
        ready();
        assertEquals(BATCH, accepted.size());
        ready();
        assertEquals(BATCH + 1, accepted.size());
    }

    @Test
    void readinessForNothingChangesNothing() {
        ready();
        assertEquals(1, channel.accepts);
        assertTrue(channel.isOpen());
        channel.connect(1);
        ready();
        assertEquals(1, accepted.size());
    }

    @Test
    void trap30WithoutDescriptorsItPausesASecondAndGoesOn() {
        channel.connect(2);
        channel.refused = new IOException("Too many open files");
        ready();
        assertEquals(1, channel.accepts, "it does not ask again at once");
        assertEquals(0, poller.interest(channel), "the loop does not run hot");
        assertEquals(1, reports.size());
        String report = reports.remove(0);
        assertTrue(report.contains("Too many open files") && report.contains("next try is in 1 s"), report);
        runFor(Duration.ofMillis(999));
        assertEquals(0, poller.interest(channel));
        runFor(Duration.ofMillis(2));
        assertEquals(OP_ACCEPT, poller.interest(channel));
        ready();
        assertEquals(1, reports.size(), "still none");
        reports.clear();
        runFor(Duration.ofMillis(1001));
        channel.refused = null;
        ready();
        assertEquals(2, accepted.size());
    }

    @Test
    void closedDuringThePauseItDoesNotGoOn() {
        channel.refused = new IOException("Too many open files");
        ready();
        reports.clear();
        listener.close();
        listener.close();
        assertEquals(0, loop.scheduled());
        assertTrue(poller.isCancelled(channel));
    }

    @Test
    void closedByWhatItHasAcceptedItTakesNoMore() throws IOException {
        FakeServerChannel other = new FakeServerChannel();
        other.configureBlocking(false);
        Listener[] closing = new Listener[1];
        closing[0] = new Listener(loop, other, BATCH, null, (connection, from) -> closing[0].close());
        closing[0].start();
        other.connect(2);
        poller.report(other, OP_ACCEPT);
        loop.stop();
        loop.runForever();
        assertEquals(1, other.accepts);
        assertFalse(other.isOpen());
    }
}
