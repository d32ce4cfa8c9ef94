package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

class StreamReaderTest extends StreamRun {

    private final StreamReader reader = new StreamReader(loop, 8);

    private void feed(String... chunks) {
        for (String chunk : chunks) {
            reader.feedData(utf8(chunk));
        }
    }

    /** Takes the result of a read that must not wait. */
    private static String atOnce(Callable<Coroutine<ByteBuffer>> read) throws Exception {
        Coroutine<ByteBuffer> coroutine = read.call();
        assertFalse(coroutine.next(), "it waits");
        return text(coroutine.result());
    }

    /** Starts a read that must wait. */
    private Task<ByteBuffer> waiting(Callable<Coroutine<ByteBuffer>> read) throws Exception {
        Task<ByteBuffer> task = loop.createTask(read.call());
        runUntilIdle();
        assertFalse(task.done(), "it waits");
        return task;
    }

    private String resultOf(Task<ByteBuffer> task) {
        runUntilIdle();
        assertTrue(task.done(), "it has what it waits for");
        return text(task.result());
    }

    // ----------------------------------------------------------------------------------------------------------- read

    @Test
    void aReadTakesWhatIsThereAndNoMoreThanItsMaximum() throws Exception {
        feed("line1", "line2");
        assertEquals("line1", atOnce(() -> reader.read(5)));
        assertEquals("li", atOnce(() -> reader.read(2)));
        assertEquals("ne2", atOnce(() -> reader.read(100)));
    }

    @Test
    void aReadOfNothingDoesNotWait() throws Exception {
        assertEquals("", atOnce(() -> reader.read(0)));
        assertEquals("", atOnce(() -> reader.readExactly(0)));
        feed("data");
        assertEquals("", atOnce(() -> reader.read(0)));
        assertEquals("data", atOnce(() -> reader.read(9)));
    }

    @Test
    void aReadWaitsForTheFirstBytes() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.read(30));
        feed("a", "b");
        assertEquals("ab", resultOf(read));
    }

    @Test
    void aReadAtTheEndIsEmpty() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.read(30));
        reader.feedEof();
        assertEquals("", resultOf(read));
        assertEquals("", atOnce(() -> reader.read(30)));
        assertTrue(reader.atEof());
    }

    @Test
    void theEndIsReachedWhenAllIsRead() throws Exception {
        assertFalse(reader.atEof());
        feed("ab");
        reader.feedEof();
        assertFalse(reader.atEof());
        assertEquals("a", atOnce(() -> reader.read(1)));
        assertFalse(reader.atEof());
        assertEquals("b", atOnce(() -> reader.read(1)));
        assertTrue(reader.atEof());
    }

    @Test
    void aReadToTheEndWaitsForItWhateverTheLimit() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.read());
        feed("0123456789");
        runUntilIdle();
        assertFalse(read.done());
        feed("0123456789");
        reader.feedEof();
        assertEquals("01234567890123456789", resultOf(read));
    }

    @Test
    void aReadOfANumberMayBeAboveTheLimit() throws Exception {
        feed("0123456789");
        assertEquals("0123456789", atOnce(() -> reader.readExactly(10)));
        Task<ByteBuffer> read = waiting(() -> reader.readExactly(40));
        for (int i = 0; i < 4; i++) {
            assertFalse(read.done());
            feed("0123456789");
            runUntilIdle();
        }
        assertEquals("0123456789".repeat(4), resultOf(read));
    }

    @Test
    void aReadOfANumberLeavesTheRest() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.readExactly(3));
        feed("ab", "cd");
        assertEquals("abc", resultOf(read));
        assertEquals("d", atOnce(() -> reader.read(9)));
    }

    @Test
    void anEndBeforeTheNumberIsAnErrorWithWhatCameBefore() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.readExactly(5));
        feed("abc");
        reader.feedEof();
        runUntilIdle();
        IncompleteReadException thrown = assertThrows(IncompleteReadException.class, read::result);
        assertEquals("abc", text(thrown.partial()));
        assertEquals(OptionalInt.of(5), thrown.expected());
        assertEquals("the input ended after 3 of 5 bytes", thrown.getMessage());
        assertInstanceOf(EOFException.class, thrown);
        assertEquals("", atOnce(() -> reader.read(9)), "they are no longer in the reader");
    }

    @Test
    void negativeNumbersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> atOnce(() -> reader.read(-1)));
        assertThrows(IllegalArgumentException.class, () -> atOnce(() -> reader.readExactly(-1)));
        assertThrows(IllegalArgumentException.class, () -> new StreamReader(loop, 0));
    }

    // ---------------------------------------------------------------------------------------------------- separators

    private static String untilAtOnce(StreamReader reader, String... separators) throws Exception {
        return atOnce(() -> reader.readUntil(buffers(separators)));
    }

    private static ByteBuffer[] buffers(String... separators) {
        return List.of(separators).stream().map(Bytes::utf8).toArray(ByteBuffer[]::new);
    }

    @Test
    void trap25SeparatorsMayComeInPieces() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.readUntil(buffers("aaa")));
        feed("QWaa", "Ya", "a");
        runUntilIdle();
        assertFalse(read.done());
        feed("a", "rest");
        assertEquals("QWaaYaaa", resultOf(read));
        assertEquals("rest", atOnce(() -> reader.read(9)));
    }

    @Test
    void ofSeveralSeparatorsTheOneThatEndsFirstCounts() throws Exception {
        feed("ABCDEFG");
        assertEquals("ABCDE", untilAtOnce(reader, "DEF", "BCDE"));
        assertEquals("FG", atOnce(() -> reader.read(9)));
        feed("1\n2\r");
        assertEquals("1\n", untilAtOnce(reader, "\r", "\n"));
        assertEquals("2\r", untilAtOnce(reader, "\r", "\n"));
    }

    /** The search goes back by the longest one, and never before the beginning. */
    @Test
    void aShortSeparatorIsFoundBesideOneThatIsLongerThanWhatIsThere() throws Exception {
        feed("data");
        Task<ByteBuffer> read = waiting(() -> reader.readUntil(buffers("A", "long sep")));
        feed("Z");
        runUntilIdle();
        feed("Aaaa");
        assertEquals("dataZA", resultOf(read));
        assertEquals("aaa", atOnce(() -> reader.read(9)));
    }

    @Test
    void theSeparatorsAreReadAtTheFirstStepAndLeftAsTheyAre() throws Exception {
        ByteBuffer separator = utf8("\r\n");
        feed("a\r\nb");
        assertEquals("a\r\n", atOnce(() -> reader.readUntil(separator)));
        assertEquals(2, separator.remaining());
        assertEquals("b", atOnce(() -> reader.read(9)));
    }

    @Test
    void readingUntilNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> untilAtOnce(reader));
        assertThrows(IllegalArgumentException.class, () -> untilAtOnce(reader, ""));
        assertThrows(IllegalArgumentException.class, () -> untilAtOnce(reader, "a", ""));
    }

    @Test
    void theLimitIsThatOfWhatComesBeforeTheSeparator() throws Exception {
        feed("12345678\r\n");
        assertEquals("12345678\r\n", untilAtOnce(reader, "\r\n"));
        feed("123456789\r\n");
        LimitOverrunException thrown = assertThrows(LimitOverrunException.class, () -> untilAtOnce(reader, "\r\n"));
        assertEquals(9, thrown.consumed());
        assertSays("there is a separator, but after 9 bytes, and the limit", thrown);
        assertEquals("123456789\r\n", atOnce(() -> reader.read(99)), "all is left in the reader");
    }

    @Test
    void withoutASeparatorTheLimitCountsWhatIsSurelyBeforeIt() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.readUntil(buffers("AAA")));
        feed("12345678AA");
        runUntilIdle();
        assertFalse(read.done(), "it may still come after 8 bytes");
        feed("x");
        runUntilIdle();
        LimitOverrunException thrown = assertThrows(LimitOverrunException.class, read::result);
        assertEquals(9, thrown.consumed());
        assertSays("there is no separator within the first 9 bytes", thrown);
        assertEquals("12345678AAx", atOnce(() -> reader.read(99)));
    }

    /** Of two separators that end together, the shorter one: so more comes before it. */
    @Test
    void theShorterOfTwoThatEndTogetherCountsForTheLimit() {
        feed("some dataA");
        assertThrows(LimitOverrunException.class, () -> untilAtOnce(reader, "A", "me dataA"));
    }

    @Test
    void anEndBeforeTheSeparatorIsAnErrorWithWhatCameBefore() {
        feed("dataAA");
        reader.feedEof();
        IncompleteReadException thrown = assertThrows(IncompleteReadException.class, () -> untilAtOnce(reader, "AAA"));
        assertEquals("dataAA", text(thrown.partial()));
        assertEquals(OptionalInt.empty(), thrown.expected());
        assertTrue(reader.atEof());
    }

    // ---------------------------------------------------------------------------------------------------------- lines

    @Test
    void linesHaveTheirLineFeedButTheLast() throws Exception {
        feed("a\nb");
        assertEquals("a\n", atOnce(() -> reader.readLine()));
        Task<ByteBuffer> read = waiting(() -> reader.readLine());
        reader.feedEof();
        assertEquals("b", resultOf(read));
        assertEquals("", atOnce(() -> reader.readLine()));
    }

    @Test
    void aLineThatIsTooLongIsDroppedAsFarAsItIsThere() throws Exception {
        feed("123456789\nnext\n");
        IOException thrown = assertThrows(IOException.class, () -> atOnce(() -> reader.readLine()));
        assertInstanceOf(LimitOverrunException.class, thrown.getCause());
        assertEquals("next\n", atOnce(() -> reader.readLine()));
        feed("1234567890");
        assertThrows(IOException.class, () -> atOnce(() -> reader.readLine()));
        feed("x\n");
        assertEquals("x\n", atOnce(() -> reader.readLine()));
    }

    @Test
    void theGeneratorOfLinesLeavesOutWhatEndsThem() throws IOException {
        feed("a\n", "\n", "b\r\n", "\r", "\n", "c\rd\n", "\u00fc");
        reader.feedEof();
        List<String> lines = run(() -> reader.lines().toList());
        assertEquals(List.of("a", "", "b", "", "c\rd", "\u00fc"), lines);
    }

    @Test
    void theGeneratorOfLinesFailsWithTheConnection() throws IOException {
        feed("a\n");
        run(() -> {
            var lines = reader.lines();
            assertTrue(await(lines.hasNext().mayThrow(IOException.class)));
            assertEquals("a", lines.next());
            reader.setException(new IOException("gone"));
            String message = "none";
            try {
                await(lines.hasNext().mayThrow(IOException.class));
            } catch (IOException thrown) {
                message = String.valueOf(thrown.getMessage());
            }
            assertEquals("gone", message);
            return Coroutine.done();
        });
    }

    // --------------------------------------------------------------------------------------------------------- errors

    @Test
    void anErrorWakesTheReadThatWaits() throws Exception {
        IOException failure = new IOException("broken");
        Task<ByteBuffer> read = waiting(() -> reader.readLine());
        feed("part");
        reader.setException(failure);
        runUntilIdle();
        assertSame(failure, assertThrows(IOException.class, read::result));
        assertSame(failure, reader.exception());
    }

    @Test
    void anErrorIsThrownByAllLaterReads() {
        feed("data\n");
        assertNull(reader.exception());
        IOException failure = new IOException("broken");
        reader.setException(failure);
        assertSame(failure, assertThrows(IOException.class, () -> atOnce(() -> reader.read(1))));
        assertSame(failure, assertThrows(IOException.class, () -> atOnce(() -> reader.read())));
        assertSame(failure, assertThrows(IOException.class, () -> atOnce(() -> reader.readExactly(1))));
        assertSame(failure, assertThrows(IOException.class, () -> atOnce(() -> reader.readLine())));
        assertSame(failure, assertThrows(IOException.class, () -> untilAtOnce(reader, "\n")));
    }

    /** asyncio leaves such a read waiting for ever. */
    @Test
    void anErrorAfterTooFewBytesEndsTheReadThoughThoseHadWokenIt() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.readLine());
        feed("part");
        loop.callSoon(() -> reader.setException(new IOException("broken")));
        runUntilIdle();
        assertThrows(IOException.class, read::result);
    }

    @Test
    void nothingCanBeFedAfterTheEnd() {
        reader.feedEof();
        assertThrows(IllegalStateException.class, () -> feed("x"));
    }

    @Test
    void aSecondReadIsRefusedWhileOneWaits() throws Exception {
        Task<ByteBuffer> first = waiting(() -> reader.readLine());
        IllegalStateException thrown = assertThrows(IllegalStateException.class, () -> atOnce(() -> reader.read(1)));
        assertSays("read was called while another read", thrown);
        feed("a\n");
        assertThrows(IllegalStateException.class, () -> atOnce(() -> reader.read(1)), "the first has its bytes coming");
        assertEquals("a\n", resultOf(first));
    }

    // --------------------------------------------------------------------------------------------------- cancellation

    @Test
    void aCancelledReadHasTakenNothing() throws Exception {
        List<Callable<Coroutine<ByteBuffer>>> reads = List.of(
                () -> reader.read(),
                () -> reader.readExactly(5),
                () -> reader.readLine(),
                () -> reader.readUntil(utf8("x")));
        for (Callable<Coroutine<ByteBuffer>> read : reads) {
            Task<ByteBuffer> task = waiting(read);
            feed("ab");
            runUntilIdle();
            task.cancel();
            runUntilIdle();
            assertTrue(task.cancelled());
            assertEquals("ab", atOnce(() -> reader.read(9)));
        }
    }

    @Test
    void aReadThatIsCancelledAfterItsBytesCameHasTakenNothing() throws Exception {
        Task<ByteBuffer> task = waiting(() -> reader.read(9));
        feed("ab");
        task.cancel();
        runUntilIdle();
        assertTrue(task.cancelled());
        assertEquals("ab", atOnce(() -> reader.read(9)));
    }

    @Test
    void anErrorThatComesWithACancellationIsKeptForTheNextRead() throws Exception {
        Task<ByteBuffer> task = waiting(() -> reader.readLine());
        task.cancel();
        reader.setException(new IOException("broken"));
        runUntilIdle();
        assertTrue(task.cancelled());
        assertThrows(IOException.class, () -> atOnce(() -> reader.readLine()));
    }

    // --------------------------------------------------------------------------------------------------------- memory

    @Test
    void whatWasReturnedIsTheCallersAndIsNotWrittenAgain() throws Exception {
        feed("abcd");
        Coroutine<ByteBuffer> read = reader.read(2);
        assertFalse(read.next());
        ByteBuffer taken = read.result();
        assertEquals(2, taken.capacity());
        feed("efgh", "i".repeat(40));
        assertEquals("cdef", atOnce(() -> reader.read(4)));
        assertEquals("ab", text(taken));
        taken.put(0, (byte) 'X').put(1, (byte) 'X');
        assertEquals("ghiii", atOnce(() -> reader.read(5)));
    }

    @Test
    void whatIsFedIsCopied() throws Exception {
        ByteBuffer data = ByteBuffer.allocateDirect(4).put(utf8("abcd")).flip();
        reader.feedData(data);
        assertFalse(data.hasRemaining());
        data.clear();
        data.put(utf8("zzzz"));
        assertEquals("abcd", atOnce(() -> reader.read(9)));
    }

    @Test
    void bytesThatComeAloneAreHandedOutInTheArrayThatTheyWereCopiedTo() throws Exception {
        feed("abcd");
        Coroutine<ByteBuffer> read = reader.read(9);
        assertFalse(read.next());
        assertEquals(4, read.result().array().length, "exactly as large as what arrived");
    }

    /** Each byte is copied once where the number is known: the array is made for it. */
    @Test
    void aReadOfANumberHasAnArrayOfThatSize() throws Exception {
        Task<ByteBuffer> read = waiting(() -> reader.readExactly(12));
        feed("abcd");
        feed("efgh");
        feed("ijkl");
        runUntilIdle();
        assertEquals(12, read.result().array().length);
    }

    @Test
    void descriptionsSayWhatIsThere() throws Exception {
        assertEquals("<StreamReader>", new StreamReader(loop, StreamReader.DEFAULT_LIMIT).toString());
        feed("abc");
        assertEquals("<StreamReader 3 bytes, limit 8>", reader.toString());
        Task<ByteBuffer> read = waiting(() -> reader.readLine());
        reader.feedEof();
        assertEquals("<StreamReader 3 bytes, eof, limit 8, waiting>", reader.toString());
        assertEquals("abc", resultOf(read));
    }
}
