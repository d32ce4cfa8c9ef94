package dev.reprise.examples.redis;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.StreamReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** RESP2, the protocol of Redis. */
final class Resp {

    private static final String END = "\r\n";

    private Resp() {}

    /** Returns a command in the form in which it is sent: an array of strings. */
    static ByteBuffer command(String... words) {
        StringBuilder command = new StringBuilder("*" + words.length + END);
        for (String word : words) {
            int bytes = word.getBytes(StandardCharsets.UTF_8).length;
            command.append('$').append(bytes).append(END).append(word).append(END);
        }
        return Bytes.utf8(command.toString());
    }

    /**
     * Reads a reply.
     *
     * @throws IOException if the connection fails or ends, or if what it sends is no reply
     */
    @Async
    static Coroutine<Reply> read(StreamReader reader) throws IOException {
        String line = await(line(reader));
        char type = line.isEmpty() ? ' ' : line.charAt(0);
        return switch (type) {
            case '+' -> Coroutine.of(new Reply.Simple(line.substring(1)));
            case '-' -> Coroutine.of(new Reply.Failure(line.substring(1)));
            case ':' -> Coroutine.of(new Reply.Int(number(line)));
            case '$' -> bulk(reader, (int) number(line));
            case '*' -> array(reader, (int) number(line));
            default -> throw new IOException("no reply of Redis begins so: " + line);
        };
    }

    @Async
    private static Coroutine<Reply> bulk(StreamReader reader, int length) throws IOException {
        if (length < 0) {
            return Coroutine.of(new Reply.Nothing());
        }
        ByteBuffer bytes = await(reader.readExactly(length));
        String rest = await(line(reader));
        if (!rest.isEmpty()) {
            throw new IOException("a string of " + length + " bytes goes on: " + rest);
        }
        return Coroutine.of(new Reply.Bulk(bytes));
    }

    @Async
    private static Coroutine<Reply> array(StreamReader reader, int length) throws IOException {
        if (length < 0) {
            return Coroutine.of(new Reply.Nothing());
        }
        List<Reply> replies = new ArrayList<>();
        while (replies.size() < length) {
            replies.add(await(read(reader)));
        }
        return Coroutine.of(new Reply.Array(replies));
    }

    @Async
    private static Coroutine<String> line(StreamReader reader) throws IOException {
        ByteBuffer line = await(reader.readUntil(Bytes.utf8(END)));
        return Coroutine.of(Bytes.text(line.limit(line.limit() - END.length())));
    }

    private static long number(String line) throws IOException {
        try {
            return Long.parseLong(line.substring(1));
        } catch (NumberFormatException e) {
            throw new IOException("no number: " + line, e);
        }
    }
}
