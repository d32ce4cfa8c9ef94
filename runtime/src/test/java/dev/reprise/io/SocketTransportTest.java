package dev.reprise.io;

import static dev.reprise.io.Recorder.bytes;
import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.Clock;
import dev.reprise.loop.Poller;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A transport over a channel that the test fills, blocks and breaks; nothing waits and no socket is opened. */
class SocketTransportTest {

    private final FakePoller poller = new FakePoller();
    private final EventLoop loop = new EventLoop(poller.loopOptions());
    private final BufferPool pool = LoopIo.of(loop).pool();
    private final FakeChannel channel = new FakeChannel();
    private final List<String> reports = new ArrayList<>();

    SocketTransportTest() {
        loop.setExceptionHandler((from, context) -> reports.add(context.message() + ": " + context.exception()));
    }

    @AfterEach
    void nothingIsLeftNorReported() {
        loop.close();
        assertEquals(0, pool.taken(), "buffers are left");
        assertEquals(List.of(), reports);
    }

    private <P extends Protocol> P connect(P protocol) throws IOException {
        SocketTransport.start(loop, WatchedChannel.of(loop, channel), protocol, null, null);
        runAll();
        return protocol;
    }

    private Recorder connect() throws IOException {
        return connect(new Recorder(loop));
    }

    /** Runs what is ready, and what comes of it. */
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

    private void end(Transport transport) {
        transport.abort();
        runAll();
        assertFalse(channel.isOpen());
        assertTrue(poller.isCancelled(channel));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    // ---------------------------------------------------------------------------------------------------------- begin

    @Test
    void itReadsOnlyAfterTheProtocolKnows() throws IOException {
        Recorder recorder = new Recorder(loop);
        SocketTransport.start(loop, WatchedChannel.of(loop, channel), recorder, null, null);
        assertEquals(List.of(), recorder.calls);
        assertEquals(0, poller.interest(channel));
        runAll();
        assertEquals(List.of("connectionMade"), recorder.calls);
        assertEquals(OP_READ, poller.interest(channel));
        end(recorder.transport());
    }

    @Test
    void aProtocolMayPauseAtOnce() throws IOException {
        Recorder recorder = connect(new Recorder(loop) {
            @Override
            public void connectionMade(Transport made) {
                super.connectionMade(made);
                made.pauseReading();
            }
        });
        assertEquals(0, poller.interest(channel));
        assertFalse(recorder.transport().isReading());
        recorder.transport().resumeReading();
        assertEquals(OP_READ, poller.interest(channel));
        end(recorder.transport());
    }

    @Test
    void whatIsAbortedBeforeItsProtocolKnowsStillTellsBoth() throws IOException {
        Recorder recorder = new Recorder(loop);
        SocketTransport.start(loop, WatchedChannel.of(loop, channel), recorder, null, null)
                .abort();
        runAll();
        assertEquals(List.of("connectionMade", "connectionLost"), recorder.calls);
        assertFalse(channel.isOpen());
    }

    // ----------------------------------------------------------------------------------------------------------- read

    @Test
    void itReadsOnceForEachReadiness() throws IOException {
        Recorder recorder = connect();
        channel.give("one");
        channel.give("two");
        report(OP_READ);
        assertEquals("one", recorder.text());
        report(OP_READ);
        assertEquals("onetwo", recorder.text());
        report(OP_READ); // for nothing
        assertEquals("onetwo", recorder.text());
        end(recorder.transport());
    }

    @Test
    void thePauseIsObeyedAlsoIfTheChannelIsReadyAlready() throws IOException {
        Recorder recorder = connect();
        channel.give("late");
        poller.report(channel, OP_READ);
        recorder.transport().pauseReading();
        runAll();
        assertEquals("", recorder.text());
        assertEquals(0, poller.interest(channel));
        recorder.transport().resumeReading();
        report(OP_READ);
        assertEquals("late", recorder.text());
        end(recorder.transport());
    }

    @Test
    void atTheEndItClosesUnlessTheProtocolKeepsItOpen() throws IOException {
        Recorder recorder = connect();
        channel.giveEnd();
        report(OP_READ);
        assertEquals(List.of("connectionMade", "eofReceived", "connectionLost"), recorder.calls);
        assertEquals(Optional.empty(), recorder.end());
        assertFalse(channel.isOpen());
    }

    @Test
    void trap27AfterTheEndAPlainConnectionMayStayOpenForWriting() throws IOException {
        Recorder recorder = connect(new Recorder(loop) {
            @Override
            public boolean eofReceived() {
                super.eofReceived();
                return true;
            }
        });
        channel.giveEnd();
        report(OP_READ);
        assertFalse(recorder.transport().isClosing());
        assertFalse(recorder.transport().isReading());
        assertEquals(0, poller.interest(channel));
        recorder.transport().pauseReading();
        recorder.transport().resumeReading();
        assertEquals(0, poller.interest(channel), "there is nothing to read any more");
        recorder.transport().write(bytes("answer"));
        assertEquals("answer", channel.writtenText());
        recorder.transport().close();
        runAll();
        assertEquals(List.of("connectionMade", "eofReceived", "connectionLost"), recorder.calls);
    }

    // ---------------------------------------------------------------------------------------------------------- write

    @Test
    void whatTheChannelTakesIsSentAtOnceAndNotKept() throws IOException {
        Recorder recorder = connect();
        ByteBuffer data = bytes("hello");
        recorder.transport().write(data);
        assertEquals("hello", channel.writtenText());
        assertFalse(data.hasRemaining());
        assertEquals(1, channel.writes);
        assertEquals(OP_READ, poller.interest(channel));
        assertEquals(0, recorder.transport().writeBufferSize());
        assertEquals(0, pool.taken());
        end(recorder.transport());
    }

    @Test
    void whatItDoesNotTakeIsCopiedAndSentWhenItIsReady() throws IOException {
        Recorder recorder = connect();
        channel.room = 2;
        byte[] data = "hello".getBytes(StandardCharsets.UTF_8);
        recorder.transport().write(ByteBuffer.wrap(data));
        Arrays.fill(data, (byte) '?');
        assertEquals("he", channel.writtenText());
        assertEquals(3, recorder.transport().writeBufferSize());
        assertEquals(OP_READ | OP_WRITE, poller.interest(channel));
        recorder.transport().write(bytes(" world"));
        assertEquals(1, channel.writes, "what comes later waits its turn");
        channel.room = Integer.MAX_VALUE;
        report(OP_WRITE);
        assertEquals("hello world", channel.writtenText());
        assertEquals(OP_READ, poller.interest(channel));
        assertEquals(0, recorder.transport().writeBufferSize());
        end(recorder.transport());
    }

    @Test
    void aLargeHeapBufferPassesThroughFewChunks() throws IOException {
        Recorder recorder = connect();
        byte[] data = random(1_000_003);
        recorder.transport().write(ByteBuffer.wrap(data));
        assertArrayEquals(data, channel.written());
        assertEquals(data.length / (4 * BufferPool.CHUNK_SIZE) + 1, channel.writes);
        assertEquals(0, pool.taken());
        end(recorder.transport());
    }

    @Test
    void aDirectBufferIsNotCopiedIfItIsTaken() throws IOException {
        Recorder recorder = connect();
        byte[] data = random(100_000);
        recorder.transport()
                .write(ByteBuffer.allocateDirect(data.length).put(data).flip());
        assertArrayEquals(data, channel.written());
        assertEquals(1, channel.writes);
        end(recorder.transport());
    }

    @Test
    void bytesKeepTheirOrderHoweverTheyAreWrittenAndTaken() throws IOException {
        Recorder recorder = connect();
        recorder.transport().setWriteLimits(0, Integer.MAX_VALUE);
        Random random = new Random(7);
        byte[] data = random(2_000_000);
        int written = 0;
        while (written < data.length) {
            int count = Math.min(random.nextInt(60_000), data.length - written);
            channel.room = random.nextInt(50_000);
            write(recorder.transport(), random.nextInt(3), data, written, count);
            written += count;
            assertEquals(
                    written, channel.written().length + recorder.transport().writeBufferSize());
            if (random.nextBoolean() && recorder.transport().writeBufferSize() > 0) {
                channel.room = random.nextInt(80_000);
                report(OP_WRITE);
            }
        }
        channel.room = Integer.MAX_VALUE;
        while (recorder.transport().writeBufferSize() > 0) {
            report(OP_WRITE);
        }
        assertArrayEquals(data, channel.written());
        assertEquals(0, pool.taken());
        end(recorder.transport());
    }

    private static void write(Transport transport, int how, byte[] data, int offset, int count) {
        switch (how) {
            case 0 -> transport.write(ByteBuffer.wrap(data, offset, count));
            case 1 ->
                transport.write(ByteBuffer.allocateDirect(count)
                        .put(data, offset, count)
                        .flip());
            default ->
                transport.write(List.of(
                        ByteBuffer.wrap(data, offset, count / 3),
                        ByteBuffer.wrap(data, offset + count / 3, count - count / 3)));
        }
    }

    @Test
    void trap26SeveralBuffersAreSentTogetherAndEmptyOnesSkipped() throws IOException {
        Recorder recorder = connect();
        recorder.transport().write(List.of(bytes(""), bytes("head "), bytes(""), bytes("body")));
        assertEquals("head body", channel.writtenText());
        assertEquals(1, channel.writes);
        recorder.transport().write(List.of());
        recorder.transport().write(List.of(bytes("")));
        recorder.transport().write(bytes(""));
        assertEquals(1, channel.writes);
        end(recorder.transport());
    }

    @Test
    void trap26GatheringWritesPauseAndWatchForWriting() throws IOException {
        Recorder recorder = connect();
        recorder.transport().setWriteLimits(2, 4);
        channel.room = 3;
        recorder.transport().write(List.of(bytes("abcd"), bytes("efgh")));
        assertEquals(OP_READ | OP_WRITE, poller.interest(channel));
        assertEquals(List.of("connectionMade", "pauseWriting"), recorder.calls);
        channel.room = Integer.MAX_VALUE;
        report(OP_WRITE);
        assertEquals("abcdefgh", channel.writtenText());
        assertEquals(List.of("connectionMade", "pauseWriting", "resumeWriting"), recorder.calls);
        end(recorder.transport());
    }

    @Test
    void aChannelThatTakesNoMoreIsNotAskedAgain() throws IOException {
        Recorder recorder = connect();
        recorder.transport().setWriteLimits(0, Integer.MAX_VALUE);
        channel.room = 100_000;
        byte[] data = random(300_000);
        recorder.transport().write(List.of(ByteBuffer.wrap(data, 0, 150_000), ByteBuffer.wrap(data, 150_000, 150_000)));
        assertEquals(2, channel.writes);
        channel.room = Integer.MAX_VALUE;
        report(OP_WRITE);
        assertEquals(3, channel.writes);
        assertArrayEquals(data, channel.written());
        end(recorder.transport());
    }

    @Test
    void trap26WhatIsBufferedIsSentAfterClose() throws IOException {
        Recorder recorder = connect();
        channel.room = 0;
        recorder.transport().write(bytes("last words"));
        recorder.transport().close();
        runAll();
        assertTrue(recorder.transport().isClosing());
        assertEquals(OP_WRITE, poller.interest(channel));
        recorder.transport().write(bytes(" dropped"));
        channel.room = 4;
        report(OP_WRITE);
        assertEquals(List.of("connectionMade"), recorder.calls);
        channel.room = Integer.MAX_VALUE;
        report(OP_WRITE);
        assertEquals("last words", channel.writtenText());
        assertEquals(List.of("connectionMade", "connectionLost"), recorder.calls);
        assertFalse(channel.isOpen());
    }

    @Test
    void theWriterIsPausedAboveTheHighMarkAndResumedAtTheLowOne() throws IOException {
        Recorder recorder = connect();
        recorder.transport().setWriteLimits(3, 10);
        channel.room = 0;
        recorder.transport().write(bytes("0123456789"));
        assertEquals(List.of("connectionMade"), recorder.calls);
        recorder.transport().write(bytes("0"));
        recorder.transport().write(bytes("1"));
        assertEquals(List.of("connectionMade", "pauseWriting"), recorder.calls);
        channel.room = 8;
        report(OP_WRITE);
        assertEquals(4, recorder.transport().writeBufferSize());
        assertEquals(List.of("connectionMade", "pauseWriting"), recorder.calls);
        channel.room = 1;
        report(OP_WRITE);
        assertEquals(List.of("connectionMade", "pauseWriting", "resumeWriting"), recorder.calls);
        recorder.transport().setWriteLimits(0, 1);
        assertEquals(List.of("connectionMade", "pauseWriting", "resumeWriting", "pauseWriting"), recorder.calls);
        end(recorder.transport());
    }

    @Test
    void theWriterMayCloseWhenItIsResumed() throws IOException {
        Recorder recorder = connect(new Recorder(loop) {
            @Override
            public void resumeWriting() {
                super.resumeWriting();
                transport().write(bytes("!"));
                transport().close();
            }
        });
        recorder.transport().setWriteLimits(0, 1);
        channel.room = 0;
        recorder.transport().write(bytes("all"));
        channel.room = Integer.MAX_VALUE;
        report(OP_WRITE);
        assertEquals("all!", channel.writtenText());
        assertEquals(List.of("connectionMade", "pauseWriting", "resumeWriting", "connectionLost"), recorder.calls);
    }

    @Test
    void waterMarksThatContradictEachOtherAreRefused() throws IOException {
        Recorder recorder = connect();
        assertThrows(IllegalArgumentException.class, () -> recorder.transport().setWriteLimits(2, 1));
        assertThrows(IllegalArgumentException.class, () -> recorder.transport().setWriteLimits(-1, 1));
        end(recorder.transport());
    }

    @Test
    void writeEofShutsTheOutputOnceAllIsSent() throws IOException {
        Recorder recorder = connect();
        channel.room = 0;
        recorder.transport().write(bytes("all"));
        recorder.transport().writeEof();
        assertFalse(channel.outputShut);
        channel.room = 3;
        report(OP_WRITE);
        assertTrue(channel.outputShut);
        assertEquals(OP_READ, poller.interest(channel));
        assertThrows(IllegalStateException.class, () -> recorder.transport().write(bytes("more")));
        channel.give("still read");
        report(OP_READ);
        assertEquals("still read", recorder.text());
        end(recorder.transport());
    }

    // --------------------------------------------------------------------------------------------------------- faults

    @Test
    void aReadThatFailsEndsTheConnection() throws IOException {
        Recorder recorder = connect();
        IOException reset = new IOException("reset");
        channel.broken = reset;
        report(OP_READ);
        assertEquals(List.of("connectionMade", "connectionLost"), recorder.calls);
        assertSame(reset, recorder.end().orElseThrow());
        assertFalse(channel.isOpen());
    }

    @Test
    void aWriteThatFailsEndsTheConnectionThroughTheReadyQueue() throws IOException {
        Recorder recorder = connect();
        IOException reset = new IOException("reset");
        channel.broken = reset;
        ByteBuffer data = bytes("hello");
        recorder.transport().write(data);
        assertFalse(data.hasRemaining());
        assertEquals(List.of("connectionMade"), recorder.calls, "nobody is told from inside of write");
        recorder.transport().write(bytes("more"));
        recorder.transport().write(List.of(bytes("more")));
        recorder.transport().close();
        recorder.transport().abort();
        runAll();
        assertEquals(List.of("connectionMade", "connectionLost"), recorder.calls);
        assertSame(reset, recorder.end().orElseThrow());
    }

    @Test
    void aLaterWriteThatFailsGivesTheBuffersBack() throws IOException {
        Recorder recorder = connect();
        channel.room = 0;
        recorder.transport().write(ByteBuffer.wrap(random(50_000)));
        assertEquals(4, pool.taken());
        channel.broken = new IOException("reset");
        report(OP_WRITE);
        assertSame(channel.broken, recorder.end().orElseThrow());
        assertEquals(0, pool.taken());
    }

    @Test
    void abortDropsWhatIsBuffered() throws IOException {
        Recorder recorder = connect();
        channel.room = 0;
        recorder.transport().write(ByteBuffer.wrap(random(50_000)));
        recorder.transport().abort();
        assertEquals(0, pool.taken());
        recorder.transport().abort();
        recorder.transport().close();
        runAll();
        assertEquals(List.of("connectionMade", "connectionLost"), recorder.calls);
        assertEquals(Optional.empty(), recorder.end());
        assertEquals(0, channel.written().length);
    }

    /** Fails in one of its callbacks. */
    private static final class Failing extends Recorder {

        private final String where;
        final RuntimeException failure = new IllegalArgumentException("the test's");

        Failing(EventLoop loop, String where) {
            super(loop);
            this.where = where;
        }

        private void failIn(String callback) {
            if (callback.equals(where)) {
                throw failure;
            }
        }

        @Override
        public void connectionMade(Transport made) {
            super.connectionMade(made);
            failIn("connectionMade");
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            failIn("dataReceived");
        }

        @Override
        public boolean eofReceived() {
            failIn("eofReceived");
            return super.eofReceived();
        }

        @Override
        public void pauseWriting() {
            failIn("pauseWriting");
        }

        @Override
        public void connectionLost(@Nullable Throwable brokenBy) {
            super.connectionLost(brokenBy);
            failIn("connectionLost");
        }
    }

    private void endsByFailureOf(String callback) throws IOException {
        Failing failing = connect(new Failing(loop, callback));
        if (callback.equals("dataReceived")) {
            channel.give("data");
            report(OP_READ);
        } else if (callback.equals("eofReceived")) {
            channel.giveEnd();
            report(OP_READ);
        } else if (callback.equals("pauseWriting")) {
            channel.room = 0;
            failing.transport().write(ByteBuffer.wrap(random(70_000)));
            runAll();
        }
        assertEquals(List.of("connectionMade", "connectionLost"), failing.calls);
        assertSame(failing.failure, failing.end().orElseThrow());
        assertFalse(channel.isOpen());
        assertEquals(1, reports.size());
        String report = reports.remove(0);
        assertTrue(report.contains(callback) && report.contains("the test's"), report);
    }

    @Test
    void aFailureOfConnectionMadeEndsTheConnectionAndIsReported() throws IOException {
        endsByFailureOf("connectionMade");
    }

    @Test
    void aFailureOfDataReceivedEndsTheConnectionAndIsReported() throws IOException {
        endsByFailureOf("dataReceived");
    }

    @Test
    void aFailureOfEofReceivedEndsTheConnectionAndIsReported() throws IOException {
        endsByFailureOf("eofReceived");
    }

    @Test
    void aFailureOfPauseWritingEndsTheConnectionAndIsReported() throws IOException {
        endsByFailureOf("pauseWriting");
    }

    @Test
    void aFailureOfConnectionLostIsReportedAndLeavesNothingOpen() throws IOException {
        Failing failing = connect(new Failing(loop, "connectionLost"));
        failing.transport().close();
        runAll();
        assertEquals(List.of("connectionMade", "connectionLost"), failing.calls);
        assertFalse(channel.isOpen());
        assertEquals(1, reports.size());
        reports.clear();
    }

    @Test
    void aFatalErrorOfTheProtocolEndsTheRun() throws IOException {
        Recorder recorder = connect(new Recorder(loop) {
            @Override
            public void dataReceived(ByteBuffer data) {
                throw new OutOfMemoryError("the test's");
            }
        });
        channel.give("data");
        poller.report(channel, OP_READ);
        assertThrows(OutOfMemoryError.class, this::runAll);
        runAll();
        assertEquals(List.of("connectionMade", "connectionLost"), recorder.calls);
        assertFalse(channel.isOpen());
    }

    // ----------------------------------------------------------------------------------------------- loop and threads

    @Test
    void whatIsOpenWhenTheLoopIsClosedIsClosedAndReportedOnce() throws IOException {
        Recorder recorder = connect();
        loop.close();
        assertFalse(channel.isOpen());
        assertEquals(1, reports.size());
        String report = reports.remove(0);
        assertTrue(report.contains("left open") && report.contains("SocketTransport"), report);
        assertEquals(List.of("connectionMade"), recorder.calls);
    }

    @Test
    void whatHasNothingLeftToSendAndIsClosingIsNotReported() throws IOException {
        Recorder recorder = connect();
        recorder.transport().close();
        loop.close();
        assertFalse(channel.isOpen());
    }

    @Test
    void whatIsClosingAndLosesBytesIsReported() throws IOException {
        Recorder recorder = connect();
        channel.room = 0;
        recorder.transport().write(bytes("lost"));
        recorder.transport().close();
        loop.close();
        assertEquals(1, reports.size());
        assertTrue(reports.remove(0).contains("4 bytes unsent"));
    }

    @Test
    void anotherThreadIsRefusedWhileTheLoopRuns() throws Exception {
        Recorder recorder = connect();
        List<String> refused = new ArrayList<>();
        loop.callSoon(() -> {
            Thread other = new Thread(() -> {
                for (Runnable call : List.<Runnable>of(
                        () -> recorder.transport().write(bytes("x")),
                        () -> recorder.transport().write(List.of(bytes("x"))),
                        recorder.transport()::close,
                        recorder.transport()::abort,
                        recorder.transport()::writeEof,
                        recorder.transport()::pauseReading,
                        recorder.transport()::resumeReading)) {
                    try {
                        call.run();
                    } catch (IllegalStateException failure) {
                        refused.add(String.valueOf(failure.getMessage()));
                    }
                }
            });
            other.start();
            try {
                other.join();
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        runAll();
        assertEquals(7, refused.size());
        assertTrue(refused.stream().allMatch(message -> message.contains("callSoonThreadsafe")), refused::toString);
        assertFalse(recorder.transport().isClosing());
        assertEquals("", channel.writtenText());
        end(recorder.transport());
    }

    @Test
    void aLoopThatKnowsNoChannelsSaysSo() {
        try (EventLoop parking = new EventLoop(Clock.system(), Poller.parking())) {
            UnsupportedOperationException refused =
                    assertThrows(UnsupportedOperationException.class, () -> WatchedChannel.of(parking, channel));
            assertTrue(String.valueOf(refused.getMessage()).contains("Poller.selecting()"));
        }
    }
}
