package dev.reprise.io;

import static java.nio.channels.SelectionKey.OP_READ;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Reads that take what has arrived from the socket themselves, over a channel that the test fills. */
class PulledReadTest {

    private final FakePoller poller = new FakePoller();
    private final EventLoop loop = new EventLoop(poller.loopOptions());
    private final FakeChannel channel = new FakeChannel();
    private final List<String> reports = new ArrayList<>();
    private final Transport transport;
    private final StreamReader reader;

    PulledReadTest() throws IOException {
        loop.setExceptionHandler((from, context) -> reports.add(context.message() + ": " + context.exception()));
        StreamProtocol protocol = new StreamProtocol(loop, StreamReader.DEFAULT_LIMIT, null);
        transport = SocketTransport.start(loop, WatchedChannel.of(loop, channel), protocol, null, null);
        runAll();
        reader = protocol.connection(transport).reader();
    }

    @AfterEach
    void nothingIsLeftNorReported() {
        transport.abort();
        runAll();
        assertFalse(channel.isOpen());
        assertEquals(0, loop.allTasks().size(), () -> "tasks are left: " + loop.allTasks());
        loop.close();
        assertEquals(List.of(), reports);
    }

    /** Runs what is ready, and what comes of it. */
    private void runAll() {
        do {
            loop.runOnce();
        } while (loop.scheduled() > 0);
    }

    private Task<Integer> waiting(ByteBuffer into) throws IOException {
        Task<Integer> read = loop.createTask(reader.read(into));
        runAll();
        assertFalse(read.done(), "it waits");
        return read;
    }

    /** Lets something arrive, which wakes a read; its next step is for the caller to run. */
    private void arrives(String text) {
        channel.give(text);
        poller.report(channel, OP_READ);
    }

    private static String taken(ByteBuffer from) {
        String text = Bytes.text(from.flip());
        from.clear();
        return text;
    }

    private String readTo(ByteBuffer into, String arriving) throws IOException {
        Task<Integer> read = waiting(into);
        arrives(arriving);
        runAll();
        assertEquals(arriving.length(), read.result());
        return taken(into);
    }

    @Test
    void nothingIsReadBeforeTheTurnOfWhoReads() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(8);
        Task<Integer> read = waiting(into);
        arrives("abc");
        assertEquals(1, loop.scheduled(), "the task is ready, and nothing else");
        assertNull(channel.lastRead);
        assertEquals(0, into.position());
        runAll();
        assertEquals(3, read.result());
        assertEquals("abc", taken(into));
    }

    @Test
    void linesAndBuffersOfTheReaderAreReadInTheTurnOfWhoReadsThem() throws IOException {
        for (boolean line : new boolean[] {false, true}) {
            Task<ByteBuffer> read = loop.createTask(line ? reader.readLine() : reader.read(9));
            runAll();
            channel.lastRead = null;
            arrives("abc\n");
            assertNull(channel.lastRead);
            runAll();
            assertEquals("abc\n", Bytes.text(read.result()));
        }
    }

    @Test
    void whatWantsManyBytesIsNotWokenByFew() throws IOException {
        Task<ByteBuffer> read = loop.createTask(reader.readExactly(6));
        runAll();
        arrives("abc");
        runAll();
        assertFalse(read.done());
        arrives("def");
        runAll();
        assertEquals("abcdef", Bytes.text(read.result()));
    }

    @Test
    void whereMuchArrivesItGoesStraightToTheBufferOfTheNextRead() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(8_192);
        String much = "much".repeat(1_250);
        assertEquals(much, readTo(into, much));
        assertNotSame(into, channel.lastRead, "nobody knew how much would come");
        assertEquals(much, readTo(into, much));
        assertSame(into, channel.lastRead);
        assertEquals("little", readTo(into, "little"));
        assertSame(into, channel.lastRead);
        assertEquals("little", readTo(into, "little"));
        assertNotSame(into, channel.lastRead, "little is copied");
    }

    @Test
    void whatDoesNotFitIsLeftForTheNextRead() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(4);
        Task<Integer> read = waiting(into);
        arrives("abcdef");
        runAll();
        assertEquals(4, read.result());
        assertEquals("abcd", taken(into));
        Task<Integer> next = loop.createTask(reader.read(into));
        runAll();
        assertEquals(2, next.result());
        assertEquals("ef", taken(into));
    }

    @Test
    void readsOfOneLoopMayShareABuffer() throws IOException {
        StreamReader other = new StreamReader(loop, 8);
        ByteBuffer shared = ByteBuffer.allocate(8);
        List<String> got = new ArrayList<>();
        Task<Integer> pulled = waiting(shared);
        Task<Integer> fed = loop.createTask(other.read(shared));
        runAll();
        for (Task<Integer> read : List.of(pulled, fed)) {
            read.addDoneCallback(done -> got.add(taken(shared)));
        }
        other.feedData(Bytes.utf8("fed"));
        runAll();
        arrives("pulled");
        runAll();
        assertEquals(List.of("fed", "pulled"), got);
    }

    @Test
    void aCancelledOneHasReadNothing() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(8);
        Task<Integer> read = waiting(into);
        arrives("abc");
        read.cancel();
        runAll();
        assertTrue(read.cancelled());
        assertNull(channel.lastRead);
        Task<Integer> next = waiting(into);
        poller.report(channel, OP_READ);
        runAll();
        assertEquals(3, next.result());
    }

    @Test
    void afterACancelledOneTheReaderIsFedAgain() throws IOException {
        Task<Integer> read = waiting(ByteBuffer.allocate(8));
        arrives("a line\n");
        read.cancel();
        runAll();
        poller.report(channel, OP_READ);
        runAll();
        assertEquals("a line\n", Bytes.text(loop.runUntilComplete(reader.readLine())));
    }

    @Test
    void readinessWithoutBytesIsWaitedThrough() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(8);
        Task<Integer> read = waiting(into);
        poller.report(channel, OP_READ);
        runAll();
        assertFalse(read.done());
        arrives("abc");
        runAll();
        assertEquals(3, read.result());
    }

    @Test
    void readinessThatIsReportedTwiceIsTakenOnce() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(8);
        Task<Integer> read = waiting(into);
        arrives("abc");
        poller.report(channel, OP_READ);
        runAll();
        assertEquals(3, read.result());
        assertEquals("abc", taken(into));
    }

    /** Otherwise the loop would run hot, since the channel stays ready. */
    @Test
    void forAReadThatIsDroppedTheConnectionReads() throws IOException {
        assertTrue(reader.read(9).next());
        arrives("abc");
        runAll();
        assertNull(channel.lastRead, "it may still come");
        poller.report(channel, OP_READ);
        runAll();
        assertTrue(reader.toString().startsWith("<StreamReader 3 bytes"), reader.toString());
    }

    @Test
    void theEndIsMinusOne() throws IOException {
        Task<Integer> read = waiting(ByteBuffer.allocate(8));
        channel.giveEnd();
        poller.report(channel, OP_READ);
        runAll();
        assertEquals(-1, read.result());
        assertTrue(reader.atEof());
        assertEquals(0, poller.interest(channel), "there is nothing to read any more");
        assertFalse(transport.isClosing(), "it can be written to");
    }

    @Test
    void aBrokenConnectionIsThrown() throws IOException {
        Task<Integer> read = waiting(ByteBuffer.allocate(8));
        poller.report(channel, OP_READ);
        channel.broken = new IOException("reset");
        runAll();
        assertEquals("reset", assertThrows(IOException.class, read::result).getMessage());
        assertTrue(transport.isClosing());
    }

    @Test
    void whatIsClosedBeforeItsTurnReadsNothing() throws IOException {
        Task<Integer> read = waiting(ByteBuffer.allocate(8));
        arrives("abc");
        transport.close();
        runAll();
        assertEquals(-1, read.result());
        assertNull(channel.lastRead);
    }

    @Test
    void aBufferThatHasLostItsRoomIsNoReasonToWaitForEver() throws IOException {
        ByteBuffer into = ByteBuffer.allocate(8);
        Task<Integer> read = waiting(into);
        into.position(8);
        arrives("abc");
        runAll();
        assertEquals(0, read.result());
        assertEquals(3, loop.runUntilComplete(reader.read(into.clear())));
    }
}
