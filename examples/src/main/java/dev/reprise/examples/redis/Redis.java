package dev.reprise.examples.redis;

import static dev.reprise.AsyncGenerator.emit;
import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;

import dev.reprise.Async;
import dev.reprise.AsyncGenerator;
import dev.reprise.Coroutine;
import dev.reprise.io.Connection;
import dev.reprise.io.Streams;
import dev.reprise.loop.Promise;
import dev.reprise.sync.Queue;
import dev.reprise.sync.QueueShutDown;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection to Redis that any number of tasks use at once. Each command is sent as soon as it is given, and Redis answers
 * in the same order; so a reply belongs to whoever has waited for longest.
 *
 * <pre>{@code
 * try (Redis redis = await(Redis.connect("localhost", 6379))) {
 *     await(redis.command("SET", "key", "value"));
 *     print(await(redis.command("GET", "key")).text());
 * }
 * }</pre>
 */
public final class Redis implements AutoCloseable {

    /** What somebody has published. */
    public record Message(String channel, String text) {}

    /** How many messages wait for {@link #messages}; with more, nothing is read, and Redis has to wait. */
    private static final int MOST_MESSAGES = 100;

    private final Connection connection;
    private final Deque<Promise<Reply>> waiting = new ArrayDeque<>();
    private final Queue<Message> messages = new Queue<>(MOST_MESSAGES);
    private final Task<Void> reading;

    /** Why no reply will come; null while replies may come. */
    private @Nullable IOException end;

    /** Whether messages may come between the replies. */
    private boolean subscribed;

    /** Whether it was {@link #close} that ended it. */
    private boolean closed;

    /** Takes a connection over. */
    public Redis(Connection connection) {
        this.connection = connection;
        reading = createTask(readReplies(), "replies of Redis");
    }

    /** Opens a connection. */
    @Async
    public static Coroutine<Redis> connect(String host, int port) throws IOException {
        return Coroutine.of(new Redis(await(Streams.openConnection(host, port))));
    }

    /**
     * Sends a command and waits for the reply. If that is cancelled, the command may still be executed.
     *
     * @throws RedisException if the reply is an error
     * @throws IOException if the connection fails or is closed
     */
    @Async
    public Coroutine<Reply> command(String... words) throws IOException {
        Promise<Reply> reply = send(words);
        try {
            await(connection.writer().drain());
            return Coroutine.of(await(reply));
        } finally {
            reply.cancel(); // it keeps its place, so that the next one gets its own reply
        }
    }

    /** Sends a command, and returns the promise of its reply, without waiting for anything. */
    public Promise<Reply> send(String... words) {
        Promise<Reply> reply = EventLoop.current().createPromise();
        if (end != null) {
            reply.setException(end);
        } else {
            waiting.add(reply);
            connection.writer().write(Resp.command(words));
        }
        return reply;
    }

    /** Asks for what is published on a channel, which {@link #messages} then has. This takes a connection of its own. */
    @Async
    public Coroutine<Void> subscribe(String channel) throws IOException {
        subscribed = true;
        await(command("SUBSCRIBE", channel));
        return Coroutine.done();
    }

    /**
     * Returns the messages, as they come, to the end of the connection.
     *
     * @throws IOException in the await of an element, if another end than {@link #close} came after the messages
     */
    @Async
    public AsyncGenerator<Message> messages() throws IOException {
        try {
            while (true) {
                emit(await(messages.get()));
            }
        } catch (QueueShutDown ended) {
            if (end != null && !closed) {
                throw end;
            }
        }
        return AsyncGenerator.done();
    }

    @Async
    private Coroutine<Void> readReplies() {
        IOException reason = new IOException("nobody reads the replies of Redis any more");
        try {
            while (true) {
                Reply reply = await(Resp.read(connection.reader()));
                if (subscribed && isMessage(reply)) {
                    List<Reply> parts = reply.list();
                    await(messages.put(
                            new Message(parts.get(1).text(), parts.get(2).text())));
                } else {
                    answer(reply);
                }
            }
        } catch (IOException failure) {
            reason = failure;
        } catch (QueueShutDown nobodyTakesMessages) {
            reason.addSuppressed(nobodyTakesMessages);
        } finally {
            end(reason);
        }
        return Coroutine.done();
    }

    private static boolean isMessage(Reply reply) {
        return reply instanceof Reply.Array array
                && array.replies().size() == 3
                && array.replies().get(0) instanceof Reply.Bulk kind
                && kind.text().equals("message");
    }

    private void answer(Reply reply) throws IOException {
        Promise<Reply> longest = waiting.poll();
        if (longest == null) {
            throw new IOException("Redis has replied to no command: " + reply);
        }
        if (longest.done()) {
            return; // nobody waits for it any more
        }
        if (reply instanceof Reply.Failure failure) {
            longest.setException(new RedisException(failure.message()));
        } else {
            longest.setResult(reply);
        }
    }

    private void end(IOException reason) {
        if (end == null) {
            end = reason;
            connection.close();
            waiting.stream().filter(reply -> !reply.done()).forEach(reply -> reply.setException(reason));
            waiting.clear();
        }
        messages.shutdown(closed);
    }

    /** Closes the connection. Commands that have no reply yet fail. */
    @Override
    public void close() {
        closed = true;
        end(new IOException("the connection to Redis was closed"));
    }

    /** Waits until it is closed. */
    @Async
    public Coroutine<Void> waitClosed() throws IOException {
        await(reading);
        return connection.writer().waitClosed();
    }
}
