package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SendFileTest {

    /** More than the system keeps for a connection on the loopback. */
    private static final int LARGE = 24 << 20;

    @TempDir
    private Path folder;

    private byte[] content = {};

    private Path file(int size) throws IOException {
        content = new byte[size];
        new Random(size).nextBytes(content);
        return Files.write(folder.resolve("file"), content);
    }

    private byte[] part(int from, int to) {
        return Arrays.copyOfRange(content, from, to);
    }

    private record Ends(EventLoop loop, Connection sender, Connection receiver) {}

    /** Connects two ends over TCP. */
    private static void connected(AsyncFunction<Ends, Void, IOException> block) throws IOException {
        RealLoop.run(loop -> {
            Promise<Connection> accepted = loop.createPromise();
            ConnectionHandler handler = (reader, writer) -> {
                accepted.setResult(new Connection(reader, writer));
                return Coroutine.done();
            };
            Server server = await(Streams.startServer(handler, "127.0.0.1", 0));
            int port = ((InetSocketAddress) server.localAddresses().get(0)).getPort();
            try (Connection sender = await(Streams.openConnection("127.0.0.1", port));
                    Connection receiver = await(accepted)) {
                await(block.apply(new Ends(loop, sender, receiver)));
            }
            server.abortClients();
            server.close();
            return server.waitClosed();
        });
    }

    /** Evaluates to what the await throws. */
    @Async
    private static <X extends Throwable> Coroutine<X> thrown(Class<X> type, Awaitable<Long> awaitable) {
        Throwable thrown = null;
        try {
            await(awaitable);
        } catch (Throwable failure) {
            thrown = failure;
        }
        return Coroutine.of(assertInstanceOf(type, thrown));
    }

    @Test
    void aFileLargerThanTheSystemsBuffersArrivesWhole() throws IOException {
        Path file = file(LARGE);
        connected(ends -> {
            Task<Long> sent = ends.loop().createTask(ends.sender().writer().sendFile(file));
            assertArrayEquals(
                    content, Bytes.array(await(ends.receiver().reader().readExactly(LARGE))));
            assertEquals(LARGE, await(sent));
            return Coroutine.done();
        });
    }

    @Test
    void aPartEndsWhereItIsToOrWithTheFile() throws IOException {
        Path file = file(1_000);
        connected(ends -> {
            StreamWriter writer = ends.sender().writer();
            assertEquals(300, await(writer.sendFile(file, 100, 300)));
            assertEquals(50, await(writer.sendFile(file, 950, 300)));
            assertEquals(0, await(writer.sendFile(file, 1_001, 300)));
            assertEquals(0, await(writer.sendFile(file, 0, 0)));
            writer.close();
            byte[] arrived = Bytes.array(await(ends.receiver().reader().read()));
            assertArrayEquals(part(100, 400), Arrays.copyOf(arrived, 300));
            assertArrayEquals(part(950, 1_000), Arrays.copyOfRange(arrived, 300, arrived.length));
            return Coroutine.done();
        });
    }

    @Test
    void whatIsWrittenBeforeAndMeanwhileKeepsItsPlace() throws IOException {
        Path file = file(LARGE);
        connected(ends -> {
            StreamWriter writer = ends.sender().writer();
            writer.write("before");
            Task<Long> sent = ends.loop().createTask(writer.sendFile(file));
            await(untilStalled(ends));
            writer.write("after");
            writer.writeEof();
            byte[] arrived = Bytes.array(await(ends.receiver().reader().read()));
            assertEquals(LARGE, await(sent));
            assertEquals(
                    "before",
                    Bytes.text(Bytes.utf8(new String(arrived, 0, 6, java.nio.charset.StandardCharsets.US_ASCII))));
            assertArrayEquals(content, Arrays.copyOfRange(arrived, 6, 6 + LARGE));
            assertEquals(6 + LARGE + 5, arrived.length);
            return Coroutine.done();
        });
    }

    /** Waits until the receiver's reader is full, so that the sender is held up in the middle of the file, or soon will be. */
    @Async
    private static Coroutine<Void> untilStalled(Ends ends) {
        while (ends.receiver().writer().transport().isReading()) {
            await(interrupt());
        }
        return Coroutine.done();
    }

    @Test
    void aCancelledOneLeavesAConnectionThatCanBeClosed() throws IOException {
        Path file = file(LARGE);
        connected(ends -> {
            Task<Long> sent = ends.loop().createTask(ends.sender().writer().sendFile(file));
            await(untilStalled(ends));
            sent.cancel();
            await(thrown(CancelledError.class, sent));
            ends.sender().close();
            assertTrue(await(ends.receiver().reader().read()).remaining() < LARGE);
            return Coroutine.done();
        });
    }

    @Test
    void anAbortedConnectionEndsIt() throws IOException {
        Path file = file(LARGE);
        connected(ends -> {
            Task<Long> sent = ends.loop().createTask(ends.sender().writer().sendFile(file));
            await(untilStalled(ends));
            ends.sender().writer().transport().abort();
            IOException thrown = await(thrown(IOException.class, sent));
            assertTrue(
                    String.valueOf(thrown.getMessage()).contains("closed while a file was being sent"),
                    thrown::toString);
            return Coroutine.done();
        });
    }

    @Test
    void aFileThatIsCutMeanwhileEndsThere() throws IOException {
        Path file = file(LARGE);
        connected(ends -> {
            StreamWriter writer = ends.sender().writer();
            Task<Long> sent = ends.loop().createTask(writer.sendFile(file));
            await(untilStalled(ends));
            try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
                cut.truncate(1);
            }
            Task<Long> closing = ends.loop().createTask(thenClose(sent, writer));
            int arrived = await(ends.receiver().reader().read()).remaining();
            assertEquals(arrived, await(closing));
            assertTrue(arrived < LARGE);
            return Coroutine.done();
        });
    }

    @Async
    private static Coroutine<Long> thenClose(Task<Long> sent, StreamWriter writer) {
        long count = await(sent);
        writer.close();
        return Coroutine.of(count);
    }

    @Test
    void oneFileAtATime() throws IOException {
        Path file = file(LARGE);
        connected(ends -> {
            StreamWriter writer = ends.sender().writer();
            Task<Long> first = ends.loop().createTask(writer.sendFile(file));
            await(untilStalled(ends));
            await(thrown(IllegalStateException.class, writer.sendFile(file)));
            await(ends.receiver().reader().readExactly(LARGE));
            assertEquals(LARGE, await(first));
            return Coroutine.done();
        });
    }

    @Test
    void inMemoryItIsReadAndWritten() throws IOException {
        Path file = file(300_000);
        try (EventLoop loop = new EventLoop(new VirtualTime())) {
            loop.runUntilComplete(loop.createTask(throughMemory(file)));
        }
    }

    @Async
    private Coroutine<Void> throughMemory(Path file) throws IOException {
        try (MemoryPair pair = Streams.memoryPair()) {
            Task<Long> sent =
                    EventLoop.current().createTask(pair.left().writer().sendFile(file, 1, 299_999));
            byte[] arrived = Bytes.array(await(pair.right().reader().readExactly(299_999)));
            assertArrayEquals(part(1, 300_000), arrived);
            assertEquals(299_999, await(sent));
        }
        return Coroutine.done();
    }

    @Test
    void whatCannotBeIsRefused() throws IOException {
        Path file = file(1);
        connected(ends -> {
            StreamWriter writer = ends.sender().writer();
            await(thrown(IllegalArgumentException.class, writer.sendFile(file, -1, 1)));
            await(thrown(IllegalArgumentException.class, writer.sendFile(file, 0, -1)));
            await(thrown(NoSuchFileException.class, writer.sendFile(folder.resolve("absent"))));
            writer.writeEof();
            await(thrown(IllegalStateException.class, writer.sendFile(file)));
            return Coroutine.done();
        });
    }
}
