package dev.reprise.examples.redis;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.timeout;
import static dev.reprise.interop.Futures.wrapFuture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.junit.AsyncTest;
import dev.reprise.junit.TestLoop;
import dev.reprise.loop.Promise;
import dev.reprise.task.Task;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
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

/** Another client, whose futures are awaited: they are completed on its own threads. */
@Timeout(60)
@TestLoop(time = TestLoop.Time.REAL)
class LettuceTest {

    @TempDir
    private static Path folder;

    private static RedisServer server;
    private static RedisClient client;

    private StatefulRedisConnection<String, String> connection;

    @BeforeAll
    static void start() throws IOException {
        server = RedisServer.start(folder);
        client = RedisClient.create(RedisURI.create("127.0.0.1", server.port()));
    }

    @AfterAll
    static void stop() {
        if (server != null) { // it is null where Redis is not installed
            client.shutdown(Duration.ZERO, Duration.ofSeconds(30));
            server.close();
        }
    }

    @Async
    @BeforeEach
    Coroutine<Void> connect() {
        connection = await(connected());
        return Coroutine.done();
    }

    private static Promise<StatefulRedisConnection<String, String>> connected() {
        return wrapFuture(client.connectAsync(StringCodec.UTF8, RedisURI.create("127.0.0.1", server.port())));
    }

    @Async
    @AfterEach
    Coroutine<Void> close() {
        await(wrapFuture(connection.closeAsync()));
        return Coroutine.done();
    }

    private RedisAsyncCommands<String, String> redis() {
        return connection.async();
    }

    @AsyncTest
    Coroutine<Void> oneAfterTheOther() {
        assertEquals("OK", await(wrapFuture(redis().set("key", "value"))));
        assertEquals("value", await(wrapFuture(redis().get("key"))));
        assertNull(await(wrapFuture(redis().get("none"))));
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aThousandAtOnce() {
        List<Promise<Long>> replies = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            replies.add(wrapFuture(redis().incr("thousand")));
        }
        assertEquals(LongStream.rangeClosed(1, 1_000).boxed().toList(), await(gather(replies)));
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> anErrorIsThrownByTheAwait() {
        await(wrapFuture(redis().set("text", "no number")));
        try {
            fail("answered: " + await(wrapFuture(redis().incr("text"))));
        } catch (RedisCommandExecutionException error) {
            assertEquals("ERR value is not an integer or out of range", error.getMessage());
        }
        return Coroutine.done();
    }

    @Async
    private static <T> Coroutine<T> awaiting(RedisFuture<T> future) {
        return Coroutine.of(await(wrapFuture(future)));
    }

    @AsyncTest
    Coroutine<Void> aTimeoutCancelsTheCommand() {
        RedisFuture<KeyValue<String, String>> popped = redis().blpop(0, "timeout");
        boolean late = false;
        try {
            await(timeout(Duration.ofMillis(20), () -> awaiting(popped)));
        } catch (TimedOutException expected) {
            late = true;
        }
        assertTrue(late);
        assertTrue(popped.isCancelled());
        return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> aCancelledTaskCancelsItsCommandAndNoOther() {
        StatefulRedisConnection<String, String> second = await(connected());
        RedisFuture<KeyValue<String, String>> popped = redis().blpop(0, "cancelled");
        RedisFuture<String> echoed = redis().echo("behind it");
        Task<KeyValue<String, String>> pop = createTask(awaiting(popped));
        await(interrupt());
        pop.cancel();
        await(interrupt());
        assertTrue(pop.cancelled());
        assertTrue(popped.isCancelled());
        await(wrapFuture(second.async().rpush("cancelled", "item")));
        assertEquals("behind it", await(wrapFuture(echoed)));
        await(wrapFuture(second.closeAsync()));
        return Coroutine.done();
    }
}
