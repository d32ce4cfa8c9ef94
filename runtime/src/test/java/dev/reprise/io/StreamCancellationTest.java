package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A conversation in which each wait of a client and of a server's handler occurs, cancelled at each of its suspensions:
 * nothing may be left, no task, timer, buffer, connection or descriptor. A subclass may have it over another kind of
 * connection.
 */
class StreamCancellationTest {

    /** More than the kernel holds for the two ends. */
    private static final int BULK = 1_000_000;

    ConnectOptions connectOptions() {
        return ConnectOptions.defaults().option(StandardSocketOptions.SO_SNDBUF, 8_192);
    }

    ServerOptions serverOptions() {
        return ServerOptions.defaults().option(StandardSocketOptions.SO_RCVBUF, 8_192);
    }

    // --------------------------------------------------------------------------------------------------- conversation

    @Async
    private static Coroutine<Void> ask(String host, int port, ConnectOptions options) throws IOException {
        try (Connection connection = await(Streams.openConnection(host, port, options))) {
            StreamReader reader = connection.reader();
            StreamWriter writer = connection.writer();
            writer.transport().setWriteLimits(0, 0);
            writer.write("line\n");
            await(writer.drain());
            assertEquals("a line\n", text(await(reader.readLine())));
            writer.write("exactly\n");
            assertEquals("12345", text(await(reader.readExactly(5))));
            writer.write("until\n");
            assertEquals("this;", text(await(reader.readUntil(utf8(";")))));
            writer.write("bulk\n");
            writer.write(new byte[BULK]);
            await(writer.drain());
            assertEquals("done", text(await(reader.read(4))));
            if (writer.canWriteEof()) {
                writer.writeEof();
                assertEquals("the end", text(await(reader.read())));
            }
            writer.close();
            await(writer.waitClosed());
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> answer(StreamReader reader, StreamWriter writer) throws IOException {
        writer.transport().setWriteLimits(0, 0);
        assertEquals("line\n", text(await(reader.readLine())));
        writer.write("a line\n");
        await(writer.drain());
        assertEquals("exactly\n", text(await(reader.readLine())));
        writer.write("123");
        await(interrupt());
        writer.write("45");
        assertEquals("until\n", text(await(reader.readUntil(utf8("\n")))));
        writer.write("this;");
        assertEquals("bulk\n", text(await(reader.readLine())));
        assertEquals(BULK, await(reader.readExactly(BULK)).remaining());
        writer.write("done");
        await(reader.read());
        if (writer.canWriteEof()) {
            writer.write("the end");
        }
        writer.close();
        await(writer.waitClosed());
        return Coroutine.done();
    }

    // ---------------------------------------------------------------------------------------------------------- tests

    /** The JDK opens a socket with the first channel that it closes, and keeps it. */
    @BeforeAll
    static void theJdkHasOpenedWhatItKeeps() throws IOException {
        RealLoop.run(loop -> new StreamCancellationTest().serve());
    }

    @Test
    void aClientThatIsCancelledAnywhereLeavesNothing() throws Exception {
        EveryMoment.<Void>check(
                10,
                moment -> onARealLoop(moment, (loop, host) -> {
                    Server server =
                            await(Streams.startServer(StreamCancellationTest::answerIfAsked, host, 0, serverOptions()));
                    Task<Void> client = loop.createTask(moment.cut(ask("localhost", port(server), connectOptions())));
                    boolean cancelled = await(isCancelled(client));
                    assertEquals(moment.isCut(), cancelled);
                    return ending(server);
                }));
    }

    @Test
    void aHandlerThatIsCancelledAnywhereLeavesNothing() throws Exception {
        EveryMoment.<Void>check(
                7,
                moment -> onARealLoop(moment, (loop, host) -> {
                    Server server = await(Streams.startServer(
                            (reader, writer) -> moment.cut(answer(reader, writer)), host, 0, serverOptions()));
                    Task<Void> client = loop.createTask(ask(host, port(server), connectOptions()));
                    boolean failed = await(hasFailed(client));
                    assertTrue(moment.isCut() || !failed, "it may be cancelled when all is said");
                    return ending(server);
                }));
    }

    @Test
    void aServerThatIsCancelledAnywhereLeavesNothing() throws Exception {
        EveryMoment.<Void>check(
                2,
                moment -> onARealLoop(moment, (loop, host) -> {
                    Task<Void> server = loop.createTask(moment.cut(serve()));
                    boolean cancelled = await(isCancelled(server));
                    assertEquals(moment.isCut(), cancelled);
                    return Coroutine.done();
                }));
    }

    /** Serves one client. */
    @Async
    private Coroutine<Void> serve() throws IOException {
        EventLoop loop = EventLoop.current();
        ServerOptions options = serverOptions().startServing(false);
        Server server = await(Streams.startServer(StreamCancellationTest::answerIfAsked, "localhost", 0, options));
        try {
            InetSocketAddress address =
                    (InetSocketAddress) server.localAddresses().get(0);
            Task<Void> client =
                    loop.createTask(ask(address.getAddress().getHostAddress(), address.getPort(), connectOptions()));
            client.addDoneCallback(done -> server.close());
            try {
                await(server.serveForever());
            } catch (CancelledError closed) {
                if (loop.currentTask().orElseThrow().cancelling() > 0) {
                    client.cancel();
                    throw closed;
                }
            }
            await(client.mayThrow(IOException.class));
            await(server.waitClosed());
        } finally {
            server.close();
        }
        return Coroutine.done();
    }

    // -------------------------------------------------------------------------------------------------------- helpers

    /** The handler of a client that may be gone. */
    @Async
    private static Coroutine<Void> answerIfAsked(StreamReader reader, StreamWriter writer) {
        try {
            await(answer(reader, writer));
        } catch (IOException | AssertionError gone) {
            assertTrue(reader.atEof() || reader.exception() != null, "it went on after " + gone);
            writer.close();
        }
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Boolean> isCancelled(Task<Void> task) throws IOException {
        try {
            await(task.mayThrow(IOException.class));
        } catch (CancelledError cancelled) {
            return Coroutine.of(true);
        }
        return Coroutine.of(false);
    }

    @Async
    private static Coroutine<Boolean> hasFailed(Task<Void> task) {
        try {
            await(task.mayThrow(IOException.class));
        } catch (IOException | AssertionError failed) {
            return Coroutine.of(true);
        }
        return Coroutine.of(false);
    }

    @Async
    private static Coroutine<Void> ending(Server server) {
        server.close();
        await(server.waitClosed());
        return Coroutine.done();
    }

    private static int port(Server server) {
        return ((InetSocketAddress) server.localAddresses().get(0)).getPort();
    }

    private interface Block {
        Coroutine<Void> run(EventLoop loop, String host) throws Exception;
    }

    /** Runs a block, waits until all that it has left behind has ended by itself, and looks at what has not. */
    private static void onARealLoop(EveryMoment<Void> moment, Block block) throws Exception {
        long before = openSockets();
        RealLoop.run(loop -> {
            await(block.run(loop, "127.0.0.1"));
            while (LoopIo.of(loop).openResources() > 0 || loop.allTasks().size() > 1) {
                await(interrupt());
            }
            return loop.shutdownDefaultExecutor();
        });
        if (moment.isCut()) {
            assertEquals(before, openSockets(), "sockets are left open");
        }
    }

    /** Returns how many sockets this process has open; 0 where the system does not tell. The JVM itself opens other files. */
    private static long openSockets() throws IOException {
        Path open = Path.of("/proc/self/fd");
        if (!Files.isDirectory(open)) {
            return 0;
        }
        try (Stream<Path> listed = Files.list(open)) {
            return listed.filter(StreamCancellationTest::isSocket).count();
        }
    }

    private static boolean isSocket(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }
}
