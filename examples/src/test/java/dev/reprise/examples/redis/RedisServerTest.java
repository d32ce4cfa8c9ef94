package dev.reprise.examples.redis;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.timeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.junit.AsyncTest;
import dev.reprise.junit.TestLoop;
import dev.reprise.loop.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client and a real Redis. */
@Timeout(60)
@TestLoop(time = TestLoop.Time.REAL)
class RedisServerTest {

    @TempDir
    private static Path folder;

    private static RedisServer server;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder);
    }

    @AfterAll
    static void stop() {
        if (server != null) { // it is null where Redis is not installed
            server.close();
        }
    }

    private Redis first;
    private Redis second;

    @Async
    @BeforeEach
    Coroutine<Void> connect() throws IOException {
        first = await(Redis.connect("127.0.0.1", server.port()));
        second = await(Redis.connect("127.0.0.1", server.port()));
        return Coroutine.done();
    }

    @Async
    @AfterEach
    Coroutine<Void> close() throws IOException {
        for (Redis redis : List.of(first, second)) {
            redis.close();
            await(redis.waitClosed());
        }
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> eachTypeOfReply() throws IOException {
        assertEquals("OK", await(first.command("SET", "types", "value")).text());
        assertEquals("value", await(first.command("GET", "types")).text());
        assertTrue(await(first.command("GET", "types:none")).isNothing());
        assertEquals(1, await(first.command("INCR", "types:number")).number());
        assertEquals(
                3,
                await(first.command("RPUSH", "types:list", "message", "é", "")).number());
        List<Reply> list =
                await(first.command("LRANGE", "types:list", "0", "-1")).list();
        assertEquals(List.of("message", "é", ""), list.stream().map(Reply::text).toList());
        assertEquals(
                List.of(),
                await(first.command("LRANGE", "types:none", "0", "-1")).list());
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> anErrorIsThrown() throws IOException {
        await(first.command("SET", "error", "text"));
        try {
            fail("answered: " + await(first.command("INCR", "error")));
        } catch (RedisException error) {
            assertEquals("ERR value is not an integer or out of range", error.getMessage());
        }
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aThousandCommandsAtOnceOnOneConnection() throws IOException {
        List<Coroutine<Reply>> commands = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            commands.add(first.command("INCR", "thousand"));
        }
        List<Reply> replies = await(gather(commands));
        assertEquals(
                LongStream.rangeClosed(1, 1_000).boxed().toList(),
                replies.stream().map(Reply::number).toList());
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aValueOfSeveralMegabytes() throws IOException {
        String value = "0123456789abcdef\r\n".repeat(300_000);
        await(first.command("SET", "large", value));
        List<Reply> both = await(gather(first.command("GET", "large"), first.command("GET", "large")));
        assertEquals(List.of(value, value), both.stream().map(Reply::text).toList());
        return Coroutine.done();
    }

    /** The command that is waited for no longer is answered nevertheless, when the list has an item. */
    @AsyncTest
    Coroutine<Void> aCommandThatTimesOutTakesNoReplyOfAnother() throws IOException {
        try {
            fail("answered: " + await(timeout(Duration.ofMillis(20), () -> first.command("BLPOP", "timeout", "0"))));
        } catch (TimedOutException late) {
            Promise<Reply> echo = first.send("ECHO", "mine");
            await(second.command("RPUSH", "timeout", "item"));
            assertEquals("mine", await(echo).text());
        }
        assertEquals(0, await(first.command("LLEN", "timeout")).number());
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> publishAndSubscribe() throws IOException {
        await(gather(first.subscribe("odd"), first.subscribe("even")));
        for (int i = 0; i < 100; i++) {
            Reply receivers = await(second.command("PUBLISH", i % 2 == 0 ? "even" : "odd", "number " + i));
            assertEquals(1, receivers.number());
        }
        var messages = first.messages();
        for (int i = 0; i < 100; i++) {
            assertTrue(await(messages.hasNext()));
            assertEquals(new Redis.Message(i % 2 == 0 ? "even" : "odd", "number " + i), messages.next());
        }
        first.close();
        assertFalse(await(messages.hasNext()));
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aConnectionThatRedisClosesFailsWhatWaits() throws IOException {
        String id = Long.toString(await(first.command("CLIENT", "ID")).number());
        Promise<Reply> blocked = first.send("BLPOP", "killed", "0");
        assertEquals(1, await(second.command("CLIENT", "KILL", "ID", id)).number());
        try {
            fail("answered: " + await(blocked.mayThrow(IOException.class)));
        } catch (IOException end) {
            assertSame(end, first.send("PING").exception().orElseThrow());
        }
        return Coroutine.done();
    }
}
