package dev.reprise.io;

import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Reads into a buffer of the caller's. */
class StreamReadIntoTest extends StreamRun {

    private final StreamReader reader = new StreamReader(loop, 8);
    private final ByteBuffer into = ByteBuffer.allocate(4);

    /** Starts a read that must wait. */
    private Task<Integer> waiting() throws IOException {
        Task<Integer> task = loop.createTask(reader.read(into));
        runUntilIdle();
        assertFalse(task.done(), "it waits");
        return task;
    }

    private int resultOf(Task<Integer> task) {
        runUntilIdle();
        assertTrue(task.done(), "it has what it waits for");
        return task.result();
    }

    private String taken() {
        String taken = text(into.flip());
        into.clear();
        return taken;
    }

    @Test
    void itTakesWhatIsThereAndFits() throws IOException {
        reader.feedData(utf8("abcdef"));
        assertEquals(4, resultOf(loop.createTask(reader.read(into))));
        assertEquals("abcd", taken());
        assertEquals(2, resultOf(loop.createTask(reader.read(into))));
        assertEquals("ef", taken());
    }

    @Test
    void itWaitsForTheFirstBytesAndLeavesTheRest() throws IOException {
        Task<Integer> read = waiting();
        reader.feedData(utf8("abc"));
        reader.feedData(utf8("def"));
        assertEquals(4, resultOf(read));
        assertEquals("abcd", taken());
        assertEquals(2, resultOf(loop.createTask(reader.read(into))));
        assertEquals("ef", taken());
    }

    @Test
    void itGoesOnBehindWhatTheBufferHolds() throws IOException {
        into.put(utf8("ab"));
        Task<Integer> read = waiting();
        reader.feedData(utf8("cd"));
        assertEquals(2, resultOf(read));
        assertEquals("abcd", taken());
    }

    @Test
    void theEndIsNoNumberOfBytes() throws IOException {
        Task<Integer> read = waiting();
        reader.feedEof();
        assertEquals(-1, resultOf(read));
        assertEquals(-1, resultOf(loop.createTask(reader.read(into))));
        assertEquals(0, into.position());
    }

    @Test
    void withoutRoomItReadsNothingAndDoesNotWait() throws IOException {
        into.position(4);
        assertEquals(0, resultOf(loop.createTask(reader.read(into))));
        reader.feedEof();
        assertEquals(0, resultOf(loop.createTask(reader.read(into))));
    }

    @Test
    void aReadOnlyBufferIsRefused() throws IOException {
        Task<Integer> read = loop.createTask(reader.read(into.asReadOnlyBuffer()));
        runUntilIdle();
        assertSays("read-only", assertThrows(IllegalArgumentException.class, read::result));
    }

    @Test
    void aCancelledOneHasTakenNothing() throws IOException {
        Task<Integer> read = waiting();
        reader.feedData(utf8("abcdef"));
        assertEquals(0, into.position(), "its turn has not come");
        read.cancel();
        runUntilIdle();
        assertTrue(read.cancelled());
        assertEquals(0, into.position());
        Task<ByteBuffer> next = loop.createTask(reader.read(9));
        runUntilIdle();
        assertEquals("abcdef", text(next.result()));
    }

    @Test
    void aClosedOneHasTakenNothing() throws IOException {
        var read = reader.read(into);
        assertTrue(read.next());
        reader.feedData(utf8("ab"));
        read.close();
        assertEquals(0, into.position());
        Task<ByteBuffer> next = loop.createTask(reader.read(9));
        runUntilIdle();
        assertEquals("ab", text(next.result()));
    }

    @Test
    void aFailureIsThrown() throws IOException {
        Task<Integer> read = waiting();
        reader.setException(new IOException("reset"));
        runUntilIdle();
        assertSays("reset", assertThrows(IOException.class, read::result));
    }
}
