package dev.reprise.examples.redis;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.Connection;
import dev.reprise.io.IncompleteReadException;
import dev.reprise.io.MemoryPair;
import dev.reprise.io.Streams;
import dev.reprise.junit.AsyncTest;
import dev.reprise.loop.Promise;
import dev.reprise.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The client against a server that the test plays, on virtual time. */
class RedisTest {

    private Connection server;
    private Redis redis;

    @Async
    @BeforeEach
    Coroutine<Void> connect() {
        MemoryPair pair = Streams.memoryPair();
        server = pair.right();
        redis = new Redis(pair.left());
        return Coroutine.done();
    }

    @Async
    @AfterEach
    Coroutine<Void> close() throws IOException {
        server.close();
        redis.close();
        return redis.waitClosed();
    }

    /** Waits for commands of one word each. */
    @Async
    private Coroutine<Void> expect(String... commands) throws IOException {
        for (String command : commands) {
            Reply words = await(Resp.read(server.reader()));
            assertEquals(
                    List.of(command), words.list().stream().map(Reply::text).toList());
        }
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> manyCommandsAreSentBeforeTheFirstIsAnswered() throws IOException {
        Task<List<Reply>> replies = createTask(gather(redis.command("A"), redis.command("B"), redis.command("C")));
        await(expect("A", "B", "C"));
        assertFalse(replies.done());
        server.writer().write("+a\r\n:2\r\n$1\r\nc\r\n");
        assertEquals(List.of(new Reply.Simple("a"), new Reply.Int(2), new Reply.Bulk(Bytes.utf8("c"))), await(replies));
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aCancelledCommandLeavesTheOthersTheirReplies() throws IOException {
        Task<Reply> first = createTask(redis.command("FIRST"));
        Task<Reply> second = createTask(redis.command("SECOND"));
        Task<Reply> third = createTask(redis.command("THIRD"));
        await(expect("FIRST", "SECOND", "THIRD"));
        second.cancel();
        await(interrupt());
        assertTrue(second.cancelled());
        server.writer().write("+first\r\n-ERR second\r\n+third\r\n");
        assertEquals("first", await(first).text());
        assertEquals("third", await(third).text());
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> anErrorIsThrownAndTheConnectionGoesOn() throws IOException {
        Task<Reply> wrong = createTask(redis.command("WRONG"));
        await(expect("WRONG"));
        server.writer().write("-ERR unknown command\r\n");
        assertEquals("refused: ERR unknown command", await(messageOf(wrong)));
        Task<Reply> right = createTask(redis.command("RIGHT"));
        await(expect("RIGHT"));
        server.writer().write("+OK\r\n");
        assertEquals("OK", await(right).text());
        return Coroutine.done();
    }

    @Async
    private static Coroutine<String> messageOf(Promise<Reply> failing) {
        try {
            return Coroutine.of("answered: " + await(failing));
        } catch (RedisException error) {
            return Coroutine.of("refused: " + error.getMessage());
        }
    }

    @AsyncTest
    Coroutine<Void> theEndOfTheConnectionFailsWhatWaitsAndWhatComesLater() throws IOException {
        Promise<Reply> waiting = redis.send("A");
        Promise<Reply> cancelled = redis.send("B");
        cancelled.cancel();
        await(expect("A", "B"));
        server.close();
        await(redis.waitClosed());
        IOException end = (IOException) waiting.exception().orElseThrow();
        assertSame(end, redis.send("C").exception().orElseThrow());
        assertThrows(CancelledError.class, cancelled::result);
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> closeFailsWhatWaits() throws IOException {
        Promise<Reply> waiting = redis.send("A");
        await(expect("A"));
        redis.close();
        assertEquals(
                "the connection to Redis was closed",
                waiting.exception().orElseThrow().getMessage());
        await(redis.waitClosed());
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aReplyThatNobodyAskedForEndsTheConnection() throws IOException {
        server.writer().write("+hello\r\n");
        await(redis.waitClosed());
        assertEquals(
                "Redis has replied to no command: Simple[string=hello]",
                redis.send("A").exception().orElseThrow().getMessage());
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> subscribe() throws IOException {
        Task<Void> subscribing = createTask(redis.subscribe("news"));
        Reply words = await(Resp.read(server.reader()));
        assertEquals(
                List.of("SUBSCRIBE", "news"),
                words.list().stream().map(Reply::text).toList());
        server.writer().write("*3\r\n$9\r\nsubscribe\r\n$4\r\nnews\r\n:1\r\n");
        await(subscribing);
        return Coroutine.done();
    }

    private static String message(String text) {
        return "*3\r\n$7\r\nmessage\r\n$4\r\nnews\r\n$" + text.length() + "\r\n" + text + "\r\n";
    }

    @AsyncTest
    Coroutine<Void> messagesComeBetweenReplies() throws IOException {
        await(subscribe());
        Task<Reply> pong = createTask(redis.command("PING"));
        await(expect("PING"));
        server.writer().write(message("one") + "*2\r\n$4\r\npong\r\n$0\r\n\r\n" + message("two"));
        assertEquals("pong", await(pong).list().get(0).text());
        var messages = redis.messages();
        assertTrue(await(messages.hasNext()));
        assertEquals(new Redis.Message("news", "one"), messages.next());
        assertTrue(await(messages.hasNext()));
        assertEquals(new Redis.Message("news", "two"), messages.next());
        redis.close();
        assertFalse(await(messages.hasNext()));
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aConnectionThatFailsEndsTheMessagesWithAnError() throws IOException {
        await(subscribe());
        server.writer().write(message("one"));
        server.close();
        var messages = redis.messages();
        assertTrue(await(messages.hasNext()));
        assertEquals("one", messages.next().text());
        try {
            fail("went on: " + await(messages.hasNext().mayThrow(IOException.class)));
        } catch (IncompleteReadException end) {
            assertEquals(0, end.partial().remaining());
        }
        return Coroutine.done();
    }

    private static String kilobyte(int number) {
        return "%1000d".formatted(number);
    }

    /** Publishes as fast as the client reads. */
    @Async
    private Coroutine<Void> publish(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            server.writer().write(message(kilobyte(i)));
            await(server.writer().drain());
        }
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> whoPublishesFasterThanMessagesAreTakenHasToWait() throws IOException {
        int count = 2_000;
        await(subscribe());
        Task<Void> publishing = createTask(publish(count));
        await(sleep(Duration.ofHours(1)));
        assertFalse(publishing.done());
        var messages = redis.messages();
        for (int i = 0; i < count; i++) {
            assertTrue(await(messages.hasNext()));
            assertEquals(kilobyte(i), messages.next().text());
        }
        await(messages.close());
        await(publishing);
        return Coroutine.done();
    }
}
