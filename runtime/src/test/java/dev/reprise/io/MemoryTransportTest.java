package dev.reprise.io;

import static dev.reprise.io.Bytes.utf8;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.loop.ContextVar;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryTransportTest extends StreamRun {

    private final List<Integer> views = new ArrayList<>();
    private final Recorder left = new HalfOpen();
    private final Recorder right = new HalfOpen();
    private final MemoryTransport transport = MemoryTransport.connect(loop, left, right);

    /** Stays open for writing, and keeps how large each view was. */
    private final class HalfOpen extends Recorder {

        HalfOpen() {
            super(loop);
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            views.add(data.remaining());
            super.dataReceived(data);
        }

        @Override
        public boolean eofReceived() {
            super.eofReceived();
            return true;
        }
    }

    private void turn() {
        loop.stop();
        loop.runForever();
    }

    // ----------------------------------------------------------------------------------------------------------- data

    @Test
    void bothAreTold() {
        assertSame(transport, left.transport());
        assertSame(transport.peer(), right.transport());
        assertSame(transport, transport.peer().peer());
    }

    @Test
    void twoWritesArriveAsTwoViewsOneATurn() {
        transport.write(utf8("ab"));
        transport.write(utf8(""));
        transport.write(utf8("cde"));
        assertEquals("", right.text(), "not from inside of the write");
        turn();
        assertEquals("ab", right.text());
        turn();
        assertEquals("abcde", right.text());
        assertEquals(List.of(2, 3), views);
        assertEquals(List.of("connectionMade"), right.calls);
    }

    @Test
    void aLargeWriteArrivesInViewsOf64KiB() {
        transport.write(ByteBuffer.allocate(150_000));
        runUntilIdle();
        assertEquals(List.of(65_536, 65_536, 150_000 - 2 * 65_536), views);
    }

    @Test
    void whatIsWrittenIsCopied() {
        ByteBuffer data = utf8("abc");
        transport.write(data);
        assertFalse(data.hasRemaining());
        data.put(0, (byte) 'X');
        runUntilIdle();
        assertEquals("abc", right.text());
    }

    @Test
    void aProtocolCanBeReplaced() {
        Recorder other = new Recorder(loop);
        transport.peer().setProtocol(other);
        assertSame(other, transport.peer().protocol());
        transport.write(utf8("x"));
        runUntilIdle();
        assertEquals("x", other.text());
        assertEquals("", right.text());
    }

    @Test
    void protocolsAreCalledInTheContextOfTheConnectionNotOfTheWriter() {
        ContextVar<String> who = new ContextVar<>("who", "nobody");
        List<String> seen = new ArrayList<>();
        transport.peer().setProtocol(data -> seen.add(who.get()));
        loop.callSoon(() -> {
            who.set("writer");
            transport.write(utf8("x"));
        });
        runUntilIdle();
        assertEquals(List.of("nobody"), seen);
    }

    // ---------------------------------------------------------------------------------------------------- water marks

    @Test
    void aWriterIsPausedAboveTheHighMarkAndResumedAtTheLowOne() {
        transport.setWriteLimits(4, 8);
        transport.write(utf8("12345678"));
        assertEquals(List.of("connectionMade"), left.calls);
        transport.write(utf8("9"));
        transport.write(utf8("0123"));
        assertEquals(List.of("connectionMade", "pauseWriting"), left.calls, "once");
        assertEquals(13, transport.writeBufferSize());
        turn();
        assertEquals(5, transport.writeBufferSize());
        assertEquals(2, left.calls.size());
        turn();
        assertEquals(4, transport.writeBufferSize());
        assertEquals(List.of("connectionMade", "pauseWriting", "resumeWriting"), left.calls);
        turn();
        assertEquals("1234567890123", right.text());
    }

    @Test
    void waterMarksOutOfOrderAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> transport.setWriteLimits(2, 1));
        assertThrows(IllegalArgumentException.class, () -> transport.setWriteLimits(-1, 1));
        transport.write(utf8("abc"));
        transport.setWriteLimits(1, 2);
        assertEquals(List.of("connectionMade", "pauseWriting"), left.calls, "new marks count at once");
        runUntilIdle();
    }

    @Test
    void whatAPausedReaderDoesNotTakeStaysWithTheWriter() {
        MemoryTransport other = transport.peer();
        assertTrue(other.isReading());
        other.pauseReading();
        other.pauseReading();
        assertFalse(other.isReading());
        transport.write(utf8("abc"));
        transport.writeEof();
        runUntilIdle();
        assertEquals("", right.text());
        assertEquals(3, transport.writeBufferSize());
        other.resumeReading();
        other.resumeReading();
        runUntilIdle();
        assertEquals("abc", right.text());
        assertEquals(List.of("connectionMade", "eofReceived"), right.calls);
        assertFalse(other.isReading(), "the end was reached");
    }

    // ------------------------------------------------------------------------------------------------------------ end

    @Test
    void aHalfClosedConnectionGoesOnTheOtherWay() {
        assertTrue(transport.canWriteEof());
        transport.write(utf8("abc"));
        transport.writeEof();
        assertThrows(IllegalStateException.class, () -> transport.write(utf8("d")));
        runUntilIdle();
        assertEquals(List.of("connectionMade", "eofReceived"), right.calls);
        transport.peer().write(utf8("answer"));
        transport.peer().close();
        runUntilIdle();
        assertEquals("answer", left.text());
        assertEquals(Optional.empty(), right.end());
        assertEquals(List.of("connectionMade", "eofReceived"), left.calls);
        transport.close();
        runUntilIdle();
        assertEquals(Optional.empty(), left.end());
    }

    @Test
    void aProtocolThatDoesNotStayOpenIsClosedAtTheEnd() {
        Recorder closing = new Recorder(loop);
        transport.peer().setProtocol(closing);
        transport.writeEof();
        runUntilIdle();
        assertTrue(transport.peer().isClosing());
        assertEquals(Optional.empty(), closing.end());
        assertEquals(List.of("connectionMade", "eofReceived"), left.calls);
    }

    @Test
    void closeSendsWhatIsBufferedAndTellsBothEnds() {
        transport.write(utf8("abc"));
        transport.write(utf8("def"));
        transport.close();
        transport.close();
        assertTrue(transport.isClosing());
        assertFalse(transport.isReading());
        transport.write(utf8("dropped"));
        assertFalse(left.calls.contains("connectionLost"));
        runUntilIdle();
        assertEquals("abcdef", right.text());
        assertEquals(List.of("connectionMade", "eofReceived"), right.calls);
        assertEquals(List.of("connectionMade", "connectionLost"), left.calls);
        assertEquals(Optional.empty(), left.end());
    }

    @Test
    void closeWithNothingBufferedDoesNotWaitForAReaderThatIsPaused() {
        transport.peer().pauseReading();
        transport.close();
        runUntilIdle();
        assertEquals(Optional.empty(), left.end());
        assertEquals(List.of("connectionMade"), right.calls);
        transport.peer().resumeReading();
        runUntilIdle();
        assertEquals(List.of("connectionMade", "eofReceived"), right.calls);
    }

    @Test
    void twoThatCloseWithSomethingForEachOtherBothEnd() {
        transport.write(utf8("abc"));
        transport.peer().write(utf8("def"));
        transport.close();
        transport.peer().close();
        runUntilIdle();
        assertEquals(Optional.empty(), left.end());
        assertEquals(Optional.empty(), right.end());
    }

    @Test
    void anAbortResetsTheOtherEnd() {
        transport.write(utf8("lost"));
        transport.abort();
        transport.abort();
        assertEquals(0, transport.writeBufferSize());
        runUntilIdle();
        assertEquals("", right.text());
        assertEquals(Optional.empty(), left.end());
        assertInstanceOf(IOException.class, right.end().orElseThrow());
        assertEquals(List.of("connectionMade", "connectionLost"), right.calls);
    }

    @Test
    void whatNobodyTookBeforeTheOtherEndClosedBreaksTheConnection() {
        transport.peer().pauseReading();
        transport.write(utf8("abc"));
        runUntilIdle();
        transport.peer().close();
        runUntilIdle();
        assertInstanceOf(IOException.class, left.end().orElseThrow());
        assertEquals(0, transport.writeBufferSize());
    }

    @Test
    void aWriteToAnEndThatIsClosedBreaksTheConnection() {
        transport.peer().close();
        runUntilIdle();
        assertFalse(transport.isClosing());
        transport.write(utf8("abc"));
        runUntilIdle();
        assertInstanceOf(IOException.class, left.end().orElseThrow());
        assertDoesNotThrow(() -> transport.write(utf8("dropped")));
    }

    // --------------------------------------------------------------------------------------------------------- errors

    @Test
    void aProtocolThatFailsIsReportedAndLosesItsConnection() {
        IllegalStateException failure = new IllegalStateException("bug");
        Recorder failing = new Recorder(loop) {
            @Override
            public void dataReceived(ByteBuffer data) {
                throw failure;
            }
        };
        transport.peer().setProtocol(failing);
        transport.write(utf8("x"));
        runUntilIdle();
        assertEquals(List.of("a protocol failed in dataReceived: " + failure), reports);
        reports.clear();
        assertSame(failure, failing.end().orElseThrow());
        assertEquals(List.of("connectionMade", "eofReceived"), left.calls, "the other end is closed in order");
    }

    @Test
    void descriptionsSayWhereItStands() {
        assertEquals("<MemoryTransport>", transport.toString());
        transport.peer().pauseReading();
        transport.write(utf8("abc"));
        assertEquals("<MemoryTransport, reading paused>", transport.peer().toString());
        transport.close();
        assertEquals("<MemoryTransport, closing, 3 bytes to send>", transport.toString());
        transport.abort();
        assertEquals("<MemoryTransport, closed>", transport.toString());
        runUntilIdle();
    }
}
