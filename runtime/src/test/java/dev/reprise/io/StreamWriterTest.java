package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static dev.reprise.task.Sleep.interrupt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The writer, and what the protocol does for both streams. */
class StreamWriterTest extends StreamRun {

    private final MemoryPair pair = run(() -> Coroutine.of(Streams.memoryPair(1000)));
    private final StreamWriter writer = pair.left().writer();
    private final StreamReader other = pair.right().reader();

    private Task<Void> started(Coroutine<Void> coroutine) {
        Task<Void> task = loop.createTask(coroutine);
        runUntilIdle();
        return task;
    }

    /** Writes so much that the other end pauses and a drain waits. */
    private void fill() {
        while (writer.transport().writeBufferSize() <= 1 << 16) {
            writer.write(new byte[1000]);
            loop.stop();
            loop.runForever();
        }
    }

    private static void assertReturned(Task<?> task) {
        assertTrue(task.done() && !task.cancelled() && task.exception().isEmpty(), task.toString());
    }

    private void end() {
        pair.close();
        writer.transport().abort();
        runUntilIdle();
    }

    // ---------------------------------------------------------------------------------------------------------- write

    @Test
    void allFormsOfAWriteSendTheSame() throws IOException {
        writer.write("a\u00fc");
        writer.write("b".getBytes(UTF_8));
        writer.write(ByteBuffer.allocateDirect(1).put((byte) 'c').flip());
        writer.write(List.of(utf8("d"), utf8(""), utf8("e")));
        assertTrue(writer.canWriteEof());
        writer.writeEof();
        assertEquals("a\u00fcbcde", text(run(() -> other.read())));
        end();
    }

    @Test
    void closingAConnectionClosesItsWriter() throws IOException {
        try (Connection connection = pair.left()) {
            assertSame(writer, connection.writer());
        }
        assertTrue(writer.isClosing());
        run(() -> writer.waitClosed());
        assertEquals("", text(run(() -> other.read())));
        end();
    }

    // ---------------------------------------------------------------------------------------------------------- drain

    @Test
    void aDrainDoesNotWaitBelowTheHighMark() throws IOException {
        writer.write(new byte[1 << 16]);
        Coroutine<Void> drain = writer.drain();
        assertFalse(drain.next());
        end();
    }

    /** gh-74116. */
    @Test
    void trap26AllDrainsThatWaitAreWoken() throws IOException {
        fill();
        List<Task<Void>> drains = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            drains.add(started(writer.drain()));
        }
        drains.forEach(drain -> assertFalse(drain.done()));
        loop.createTask(other.readExactly(60_000));
        runUntilIdle();
        drains.forEach(StreamWriterTest::assertReturned);
        end();
    }

    @Test
    void aCancelledDrainLeavesTheOthersWaiting() throws IOException {
        fill();
        Task<Void> first = started(writer.drain());
        Task<Void> second = started(writer.drain());
        first.cancel();
        runUntilIdle();
        assertTrue(first.cancelled());
        assertFalse(second.done());
        loop.createTask(other.readExactly(60_000));
        runUntilIdle();
        assertReturned(second);
        end();
    }

    @Test
    void aDrainThrowsWhatBreaksTheConnection() throws IOException {
        fill();
        Task<Void> drain = started(writer.drain());
        pair.right().writer().transport().abort();
        runUntilIdle();
        IOException thrown = assertThrows(IOException.class, drain::result);
        assertSame(thrown, assertThrows(IOException.class, () -> run(() -> writer.drain())));
        assertSame(thrown, assertThrows(IOException.class, () -> run(() -> writer.waitClosed())));
        assertSame(thrown, assertThrows(IOException.class, () -> run(() -> writer.waitClosed())), "each time");
    }

    @Test
    void aDrainReturnsWhenItsOwnEndIsAborted() throws IOException {
        fill();
        Task<Void> drain = started(writer.drain());
        writer.transport().abort();
        runUntilIdle();
        assertReturned(drain);
        end();
    }

    /** https://bugs.python.org/issue25441: else the loop would never come to tell of the end. */
    @Test
    void aDrainGivesWayOnceWhenTheConnectionIsBeingClosed() throws IOException {
        writer.close();
        Coroutine<Void> drain = writer.drain();
        assertTrue(drain.next());
        assertNull(drain.yielded());
        drain.close();
        IOException thrown = assertThrows(IOException.class, () -> run(() -> writeForEver(writer)));
        assertSays("the connection is closed", thrown);
        end();
    }

    @Async
    private static Coroutine<Void> writeForEver(StreamWriter writer) throws IOException {
        while (true) {
            writer.write("x");
            await(writer.drain());
        }
    }

    /** The memory that a peer takes which never reads is bounded by the limit and the marks. */
    @Test
    void aPeerThatNeverReadsTakesNoMoreThanTheMarks() throws IOException {
        writer.transport().setWriteLimits(2_000, 8_000);
        Task<Void> task = loop.createTask(writing(1_000_000));
        runUntilIdle();
        assertFalse(task.done());
        assertEquals("<StreamReader 2100 bytes, limit 1000, <MemoryTransport, reading paused>, paused>", "" + other);
        assertEquals(
                8_100 - 2_100, writer.transport().writeBufferSize(), "what it wrote until it was paused, less that");
        task.cancel();
        runUntilIdle();
        assertTrue(task.cancelled());
        end();
    }

    @Async
    private Coroutine<Void> writing(int count) throws IOException {
        for (int sent = 0; sent < count; sent += 300) {
            writer.write(new byte[300]);
            await(writer.drain());
        }
        return Coroutine.done();
    }

    @Test
    void aReaderThatWasPausedGoesOnAtItsLimit() throws IOException {
        for (int i = 0; i < 30; i++) {
            writer.write(new byte[100]);
        }
        runUntilIdle();
        assertEquals(900, writer.transport().writeBufferSize());
        run(() -> other.readExactly(1_099));
        runUntilIdle();
        assertEquals(900, writer.transport().writeBufferSize(), "1001 bytes are above the limit");
        run(() -> other.readExactly(1));
        runUntilIdle();
        assertEquals(0, writer.transport().writeBufferSize());
        assertEquals(1_900, run(() -> other.read(5_000)).remaining());
        end();
    }

    /** It would wait for bytes that nobody reads. */
    @Test
    void trap25AReadOfMoreThanFitsMakesAPausedConnectionGoOn() throws IOException {
        for (int i = 0; i < 100; i++) {
            writer.write(new byte[100]);
        }
        writer.writeEof();
        runUntilIdle();
        assertEquals(7_900, writer.transport().writeBufferSize());
        assertEquals(5_000, run(() -> other.readExactly(5_000)).remaining());
        assertEquals(5_000, run(() -> other.read()).remaining());
        end();
    }

    // ---------------------------------------------------------------------------------------------------------- close

    @Test
    void theEndIsFedWhenTheOwnEndIsClosed() throws IOException {
        writer.close();
        run(() -> writer.waitClosed());
        assertTrue(pair.left().reader().atEof());
        assertEquals("", text(run(() -> pair.left().reader().read())));
        end();
    }

    @Test
    void aCancelledWaitForTheEndLeavesTheOthers() throws IOException {
        Task<Void> first = started(writer.waitClosed());
        Task<Void> second = started(writer.waitClosed());
        first.cancel();
        runUntilIdle();
        assertTrue(first.cancelled());
        assertFalse(second.done());
        writer.close();
        runUntilIdle();
        assertReturned(second);
        assertReturned(started(writer.waitClosed()));
        end();
    }

    // -------------------------------------------------------------------------------------------------------- handler

    /** Connects a client to a handler; the client's writer. */
    private Connection served(ConnectionHandler handler) {
        StreamProtocol client = new StreamProtocol(loop, 1000, null);
        StreamProtocol server = new StreamProtocol(loop, 1000, handler);
        assertTrue(server.isServer());
        assertFalse(client.isServer());
        return client.connection(MemoryTransport.connect(loop, client, server));
    }

    @Test
    void aHandlerThatFailsIsReportedAndItsConnectionClosed() throws IOException {
        IOException failure = new IOException("broken handler");
        for (ConnectionHandler handler : List.<ConnectionHandler>of(
                (reader, to) -> {
                    throw failure;
                },
                StreamWriterTest::failLater)) {
            Connection client = served(handler);
            assertEquals("", text(run(() -> client.reader().read())));
            assertEquals(1, reports.size());
            assertTrue(reports.get(0).startsWith("a connection handler failed: java.io.IOException: broken handler"));
            reports.clear();
            client.close();
            runUntilIdle();
        }
        end();
    }

    @Async
    private static Coroutine<Void> failLater(StreamReader reader, StreamWriter writer) throws IOException {
        await(interrupt());
        throw new IOException("broken handler");
    }

    @Test
    void aHandlerThatIsCancelledClosesItsConnectionWithoutAReport() throws IOException {
        List<@Nullable Task<?>> serving = new ArrayList<>();
        Connection client = served((reader, to) -> {
            serving.add(loop.currentTask().orElse(null));
            await(reader.read());
            return Coroutine.done();
        });
        runUntilIdle();
        Task<?> task = Objects.requireNonNull(serving.get(0));
        task.cancel();
        assertEquals("", text(run(() -> client.reader().read())));
        assertTrue(task.cancelled());
        client.close();
        end();
    }

    @Test
    void aHandlerThatIsCancelledBeforeItBeginsClosesItsConnection() throws IOException {
        Connection client = served((reader, to) -> {
            throw new AssertionError("it was cancelled");
        });
        loop.allTasks().forEach(Task::cancel);
        assertEquals("", text(run(() -> client.reader().read())));
        client.close();
        end();
    }

    @Test
    void aHandlerThatReturnsLeavesTheConnectionOpen() throws IOException {
        List<StreamWriter> writers = new ArrayList<>();
        Connection client = served((reader, to) -> {
            writers.add(to);
            return Coroutine.done();
        });
        runUntilIdle();
        assertEquals(0, loop.allTasks().size());
        writers.get(0).write("later");
        assertEquals("later", text(run(() -> client.reader().read(9))));
        client.close();
        writers.get(0).close();
        end();
    }

    @Test
    void descriptionsNameTheTransport() {
        assertTrue(writer.toString().startsWith("<StreamWriter of <MemoryTransport>, <StreamReader"), writer::toString);
        end();
    }
}
