package dev.reprise.io;

import static dev.reprise.io.FakeDatagramChannel.THERE;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transport over a socket that the test fills, blocks and breaks. */
class UdpTransportTest {

    private final FakePoller poller = new FakePoller();
    private final EventLoop loop = new EventLoop(poller.loopOptions());
    private final FakeDatagramChannel channel = new FakeDatagramChannel();
    private final DatagramRecorder recorder = new DatagramRecorder(loop);
    private final List<String> reports = new ArrayList<>();

    UdpTransportTest() {
        loop.setExceptionHandler((from, context) -> reports.add(context.message() + ": " + context.exception()));
    }

    @AfterEach
    void closeLoop() {
        loop.close();
        assertEquals(List.of(), reports);
    }

    private UdpTransport open(@Nullable SocketAddress remote) throws IOException {
        return open(remote, recorder);
    }

    private UdpTransport open(@Nullable SocketAddress remote, DatagramProtocol protocol) throws IOException {
        UdpTransport transport = UdpTransport.start(loop, channel, remote, protocol, loop.createPromise());
        runAll();
        return transport;
    }

    private void runAll() {
        do {
            loop.stop();
            loop.runForever();
        } while (loop.scheduled() > 0);
    }

    private void report(int operations) {
        poller.report(channel, operations);
        runAll();
    }

    private void end(UdpTransport transport) {
        transport.abort();
        runAll();
        assertFalse(channel.isOpen());
        assertTrue(poller.isCancelled(channel));
    }

    @Test
    void itReceivesOnlyAfterTheProtocolKnows() throws IOException {
        UdpTransport transport = UdpTransport.start(loop, channel, null, recorder, loop.createPromise());
        assertEquals(0, poller.interest(channel));
        runAll();
        assertEquals(OP_READ, poller.interest(channel));
        channel.give("one");
        channel.give("");
        report(OP_READ);
        report(OP_READ);
        report(OP_READ);
        assertEquals(List.of("made", "one", ""), recorder.calls);
        assertEquals(List.of(THERE, THERE), recorder.senders);
        end(transport);
    }

    @Test
    void whatTheSystemDoesNotTakeIsCopiedAndSentLaterInOrder() throws IOException {
        UdpTransport transport = open(THERE);
        channel.room = 1;
        ByteBuffer data = Bytes.utf8("first");
        transport.sendTo(data);
        assertFalse(data.hasRemaining());
        ByteBuffer second = ByteBuffer.wrap(new byte[] {'2'});
        transport.sendTo(second);
        second.array()[0] = 'x';
        transport.sendTo(Bytes.utf8("third"), THERE);
        assertEquals(List.of("first to 2"), channel.sent);
        assertEquals(1 + 8 + 5 + 8, transport.writeBufferSize());
        channel.room = 1;
        report(OP_WRITE);
        assertEquals(List.of("first to 2", "2 to 2"), channel.sent);
        assertEquals(5 + 8, transport.writeBufferSize());
        channel.room = 1;
        report(OP_WRITE);
        assertEquals(List.of("first to 2", "2 to 2", "third to 2"), channel.sent);
        assertEquals(0, transport.writeBufferSize());
        assertEquals(OP_READ, poller.interest(channel));
        end(transport);
    }

    @Test
    void theProtocolIsPausedAndResumedAtTheWaterMarks() throws IOException {
        UdpTransport transport = open(null);
        transport.setWriteLimits(9, 20);
        channel.room = 0;
        transport.sendTo(Bytes.utf8("12"), THERE);
        transport.sendTo(Bytes.utf8("12"), THERE);
        assertEquals(List.of("made"), recorder.calls);
        transport.sendTo(Bytes.utf8("1"), THERE);
        transport.sendTo(Bytes.utf8("1"), THERE);
        assertEquals(List.of("made", "pause"), recorder.calls);
        channel.room = 2;
        report(OP_WRITE);
        assertEquals(List.of("made", "pause"), recorder.calls);
        channel.room = 1;
        report(OP_WRITE);
        assertEquals(List.of("made", "pause", "resume"), recorder.calls);
        assertThrows(IllegalArgumentException.class, () -> transport.setWriteLimits(2, 1));
        end(transport);
    }

    @Test
    void closingSendsWhatIsBufferedAndReceivesNoMore() throws IOException {
        UdpTransport transport = open(THERE);
        channel.room = 0;
        transport.sendTo(Bytes.utf8("late"));
        transport.close();
        transport.close();
        transport.sendTo(Bytes.utf8("too late"));
        assertTrue(transport.isClosing());
        assertEquals(OP_WRITE, poller.interest(channel));
        runAll();
        assertTrue(channel.isOpen());
        channel.room = 9;
        report(OP_WRITE);
        assertEquals(List.of("late to 2"), channel.sent);
        assertEquals(List.of("made", "lost"), recorder.calls);
        assertFalse(channel.isOpen());
    }

    @Test
    void abortingForgetsWhatIsBuffered() throws IOException {
        UdpTransport transport = open(THERE);
        channel.room = 0;
        transport.sendTo(Bytes.utf8("lost"));
        end(transport);
        transport.abort();
        runAll();
        assertEquals(0, transport.writeBufferSize());
        assertEquals(List.of("made", "lost"), recorder.calls);
        assertEquals(List.of(), channel.sent);
    }

    @Test
    void anErrorIsToldAndTheEndpointGoesOn() throws IOException {
        UdpTransport transport = open(THERE);
        IOException failure = new IOException("unreachable");
        channel.broken = failure;
        transport.sendTo(Bytes.utf8("not sent"));
        channel.broken = failure;
        report(OP_READ);
        channel.room = 0;
        transport.sendTo(Bytes.utf8("dropped"));
        transport.sendTo(Bytes.utf8("sent"));
        channel.broken = failure;
        channel.room = 9;
        report(OP_WRITE);
        assertEquals(List.of("made", "error", "error", "error"), recorder.calls);
        assertSame(failure, recorder.errors.get(0));
        assertEquals(List.of("sent to 2"), channel.sent);
        assertEquals(0, transport.writeBufferSize());
        end(transport);
    }

    @Test
    void whatTheProtocolThrowsIsReportedAndTheEndpointGoesOn() throws IOException {
        UdpTransport transport = open(null, (data, sender) -> {
            throw new IllegalStateException(Bytes.text(data));
        });
        channel.give("one");
        channel.give("two");
        report(OP_READ);
        report(OP_READ);
        assertEquals(2, reports.size());
        assertTrue(reports.get(1).endsWith("IllegalStateException: two"), reports.get(1));
        reports.clear();
        assertFalse(transport.isClosing());
        end(transport);
    }

    @Test
    void aProtocolMayAbortWhileItIsToldOfAnError() throws IOException {
        UdpTransport[] transport = new UdpTransport[1];
        transport[0] = open(THERE, new DatagramRecorder(loop) {
            @Override
            public void errorReceived(IOException failure) {
                transport[0].abort();
            }
        });
        channel.room = 0;
        transport[0].sendTo(Bytes.utf8("one"));
        transport[0].sendTo(Bytes.utf8("two"));
        channel.broken = new IOException();
        channel.room = 9;
        report(OP_WRITE);
        assertEquals(0, transport[0].writeBufferSize());
        assertEquals(List.of(), channel.sent);
        assertFalse(channel.isOpen());
    }

    @Test
    void wrongTargetsAreRefused() throws IOException {
        UdpTransport fixed = open(THERE);
        assertThrows(IllegalArgumentException.class, () -> fixed.sendTo(Bytes.utf8("x"), FakeDatagramChannel.HERE));
        end(fixed);
        FakeDatagramChannel other = new FakeDatagramChannel();
        UdpTransport free = UdpTransport.start(loop, other, null, recorder, loop.createPromise());
        assertThrows(IllegalStateException.class, () -> free.sendTo(Bytes.utf8("x")));
        assertThrows(
                IllegalArgumentException.class,
                () -> free.sendTo(Bytes.utf8("x"), InetSocketAddress.createUnresolved("host", 1)));
        free.abort();
        runAll();
    }

    @Test
    void oneThatIsLeftOpenIsClosedWithTheLoopAndReported() throws IOException {
        UdpTransport transport = open(null);
        loop.close();
        assertFalse(channel.isOpen());
        assertTrue(transport.isClosing());
        assertEquals(1, reports.size());
        reports.clear();
    }
}
