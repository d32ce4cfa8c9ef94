package dev.reprise.examples.redis;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.StreamReader;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Replies, however their bytes are split. */
class RespTest {

    private static final Map<String, Reply> REPLIES = Map.ofEntries(
            Map.entry("+OK\r\n", new Reply.Simple("OK")),
            Map.entry("+\r\n", new Reply.Simple("")),
            Map.entry("-ERR no such thing\r\n", new Reply.Failure("ERR no such thing")),
            Map.entry(":0\r\n", new Reply.Int(0)),
            Map.entry(":-9223372036854775808\r\n", new Reply.Int(Long.MIN_VALUE)),
            Map.entry("$5\r\nhello\r\n", bulk("hello")),
            Map.entry("$0\r\n\r\n", bulk("")),
            Map.entry("$7\r\na\r\nb:$\n\r\n", bulk("a\r\nb:$\n")),
            Map.entry("$6\r\né€?\r\n", bulk("é€?")),
            Map.entry("$-1\r\n", new Reply.Nothing()),
            Map.entry("*-1\r\n", new Reply.Nothing()),
            Map.entry("*0\r\n", new Reply.Array(List.of())),
            Map.entry(
                    "*3\r\n:1\r\n$-1\r\n$3\r\ntwo\r\n",
                    new Reply.Array(List.of(new Reply.Int(1), new Reply.Nothing(), bulk("two")))),
            Map.entry(
                    "*2\r\n*1\r\n*1\r\n+deep\r\n-EXECABORT\r\n",
                    new Reply.Array(List.of(
                            new Reply.Array(List.of(new Reply.Array(List.of(new Reply.Simple("deep"))))),
                            new Reply.Failure("EXECABORT")))));

    private static Reply bulk(String text) {
        return new Reply.Bulk(Bytes.utf8(text));
    }

    /** Reads replies to the end of what is sent, in two parts that are split at a place. */
    private static List<Reply> read(byte[] sent, int split) throws IOException {
        try (EventLoop loop = new EventLoop(new VirtualTime())) {
            StreamReader reader = new StreamReader(loop, StreamReader.DEFAULT_LIMIT);
            var replies = loop.createTask(readAll(reader));
            loop.runUntilComplete(feed(reader, List.of(slice(sent, 0, split), slice(sent, split, sent.length))));
            return loop.runUntilComplete(replies);
        }
    }

    private static ByteBuffer slice(byte[] bytes, int from, int to) {
        return ByteBuffer.wrap(bytes, from, to - from);
    }

    @Async
    private static Coroutine<Void> feed(StreamReader reader, List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            await(interrupt()); // the reader waits now
            await(interrupt());
            reader.feedData(part);
        }
        reader.feedEof();
        return Coroutine.done();
    }

    @Async
    private static Coroutine<List<Reply>> readAll(StreamReader reader) throws IOException {
        List<Reply> replies = new ArrayList<>();
        while (!reader.atEof()) {
            replies.add(await(Resp.read(reader)));
        }
        return Coroutine.of(replies);
    }

    @Test
    void aReplyIsTheSameWhereverItIsSplit() throws IOException {
        for (var entry : REPLIES.entrySet()) {
            byte[] bytes = Bytes.array(Bytes.utf8(entry.getKey()));
            for (int split = 0; split < bytes.length; split++) {
                assertEquals(List.of(entry.getValue()), read(bytes, split), entry + " split at " + split);
            }
        }
    }

    @Test
    void repliesFollowOneAnother() throws IOException {
        List<Reply> expected = new ArrayList<>();
        StringBuilder sent = new StringBuilder();
        REPLIES.forEach((text, reply) -> {
            sent.append(text);
            expected.add(reply);
        });
        byte[] bytes = Bytes.array(Bytes.utf8(sent.toString()));
        for (int split = 0; split < bytes.length; split++) {
            assertEquals(expected, read(bytes, split));
        }
    }

    @Test
    void repliesThatComeByteByByteAreRead() throws IOException {
        byte[] bytes = Bytes.array(Bytes.utf8(String.join("", REPLIES.keySet())));
        List<ByteBuffer> parts = new ArrayList<>();
        for (int i = 0; i < bytes.length; i++) {
            parts.add(slice(bytes, i, i + 1));
        }
        try (EventLoop loop = new EventLoop(new VirtualTime())) {
            StreamReader reader = new StreamReader(loop, StreamReader.DEFAULT_LIMIT);
            var replies = loop.createTask(readAll(reader));
            loop.runUntilComplete(feed(reader, parts));
            assertEquals(List.copyOf(REPLIES.values()), loop.runUntilComplete(replies));
        }
    }

    @Test
    void anEndInsideOfAReplyIsAnEnd() {
        REPLIES.keySet().forEach(sent -> {
            byte[] bytes = Bytes.array(Bytes.utf8(sent));
            for (int length = 1; length < bytes.length; length++) {
                byte[] part = Arrays.copyOf(bytes, length);
                assertThrows(EOFException.class, () -> read(part, 1), () -> sent + " up to " + part.length);
            }
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "HTTP/1.1 400 Bad Request\r\n", ":one\r\n", "$x\r\n", "*\r\n", "$2\r\nabc\r\n"})
    void whatIsNoReplyIsRefused(String sent) {
        byte[] bytes = Bytes.array(Bytes.utf8(sent));
        IOException refusal = assertThrows(IOException.class, () -> read(bytes, 1));
        assertTrue(!(refusal instanceof EOFException), refusal::toString);
    }

    @Test
    void aCommandIsAnArrayOfStrings() {
        assertEquals("*2\r\n$3\r\nGET\r\n$2\r\né\r\n", Bytes.text(Resp.command("GET", "é")));
        assertEquals("*1\r\n$0\r\n\r\n", Bytes.text(Resp.command("")));
    }

    @Test
    void aReplyOfAnotherTypeIsRefused() {
        assertEquals("x", bulk("x").text());
        assertEquals("x", new Reply.Simple("x").text());
        assertTrue(new Reply.Nothing().isNothing());
        assertTrue(!bulk("").isNothing());
        assertEquals(
                "the reply is no Int: Simple[string=1]",
                assertThrows(IllegalStateException.class, () -> new Reply.Simple("1").number())
                        .getMessage());
    }
}
