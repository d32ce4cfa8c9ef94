package dev.reprise.it.load;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.interop.Futures;
import dev.reprise.io.Server;
import dev.reprise.io.Transport;
import dev.reprise.loop.LoopOptions;
import dev.reprise.loop.Poller;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server of one loop, on a thread of its own, that keeps accounts of its connections. */
abstract class LoopEchoServer implements EchoServer {

    private static final long LIMIT_SECONDS = 60;

    private final Poller poller = Poller.selecting();
    private final EventLoop loop = new EventLoop(LoopOptions.defaults().poller(poller));
    private final Thread thread = new Thread(loop::runForever, "server");

    private @Nullable Server server;

    // Of the loop's thread.
    private long accepted;
    private long open;
    private long broken;
    private long waiting;
    private long mostBuffered;
    private long errors;
    private @Nullable Promise<Void> idle;

    /** Makes the server, listening on a free port of the loopback. */
    abstract Coroutine<Server> listen() throws IOException;

    @Override
    public final int start() throws Exception {
        loop.setExceptionHandler((from, context) -> {
            errors++;
            System.err.println(context);
            context.exception().printStackTrace();
        });
        thread.setDaemon(true); // a failure elsewhere ends the process
        thread.start();
        server = onLoop(listen());
        return ((InetSocketAddress) server.localAddresses().get(0)).getPort();
    }

    private <T> T onLoop(Coroutine<T> coroutine) throws Exception {
        return Futures.runCoroutineThreadsafe(loop, coroutine).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    // ------------------------------------------------------------------------------------------ what connections tell

    final void opened() {
        accepted++;
        open++;
    }

    final void closed(boolean inOrder) {
        open--;
        if (!inOrder) {
            broken++;
        }
        if (open == 0 && idle != null) {
            idle.trySetResult(null);
        }
    }

    /** Says that a peer does not read as fast as it writes, or does so again. */
    final void waits(boolean begins) {
        waiting += begins ? 1 : -1;
    }

    /** Looks at a buffer when something has been written. */
    final void written(Transport transport) {
        mostBuffered = Math.max(mostBuffered, transport.writeBufferSize());
    }

    // --------------------------------------------------------------------------------------------------- what is asked

    @Override
    public final State counts() throws Exception {
        return onLoop(counted());
    }

    @Async
    private Coroutine<State> counted() {
        int ownTask = 1;
        return Coroutine.of(new State(Map.of(
                "accepted", accepted,
                "connections", open,
                "broken", broken,
                "waiting", waiting,
                "buffered", mostBuffered,
                "errors", errors,
                "tasks", (long) loop.allTasks().size() - ownTask,
                "scheduled", (long) loop.scheduled(),
                "channels", Long.parseLong(poller.toString().replaceAll("\\D", "")))));
    }

    @Override
    public final void awaitIdle() throws Exception {
        onLoop(idle());
    }

    @Async
    private Coroutine<Boolean> idle() {
        if (open > 0) {
            idle = loop.createPromise();
            await(idle);
        }
        return Coroutine.of(true);
    }

    @Override
    public final void stop() throws Exception {
        onLoop(closing());
        loop.callSoonThreadsafe(loop::stop);
        thread.join();
        loop.close();
    }

    @Async
    private Coroutine<Boolean> closing() throws IOException {
        Server listening = server;
        if (listening != null) {
            listening.close();
            await(listening.waitClosed());
        }
        return Coroutine.of(true);
    }
}
