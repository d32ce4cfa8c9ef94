package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link AsyncSocket#sendFile} with a file that is larger than what the system keeps for a connection. */
class AsyncSocketFileTest {

    private static final int SIZE = 24 << 20;

    private final byte[] content = new byte[SIZE];

    @TempDir
    private Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void writeFile() throws IOException {
        new Random(SIZE).nextBytes(content);
        file = Files.write(folder.resolve("file"), content);
    }

    private record Ends(EventLoop loop, AsyncSocket sender, SocketChannel channel, AsyncSocket receiver) {}

    private static void connected(AsyncFunction<Ends, Void, IOException> block) throws IOException {
        RealLoop.run(loop -> {
            SocketChannel channel = SocketChannel.open();
            try (AsyncSocket listening = await(AsyncSocketTest.listening());
                    AsyncSocket sender = AsyncSocket.of(channel)) {
                await(sender.connect(listening.localAddress()));
                try (AsyncSocket receiver = await(listening.accept())) {
                    await(block.apply(new Ends(loop, sender, channel, receiver)));
                }
            }
            return loop.shutdownDefaultExecutor();
        });
    }

    @Async
    private static Coroutine<ByteBuffer> receive(AsyncSocket socket, int count) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(count);
        while (received.hasRemaining()) {
            assertTrue(await(socket.recvInto(received)) > 0);
        }
        return Coroutine.of(received.flip());
    }

    /** Returns how many bytes come until the end. */
    @Async
    private static Coroutine<Long> count(AsyncSocket socket) throws IOException {
        long count = 0;
        for (ByteBuffer next = await(socket.recv(65_536)); next.hasRemaining(); next = await(socket.recv(65_536))) {
            count += next.remaining();
        }
        return Coroutine.of(count);
    }

    private ByteBuffer part(int from, int to) {
        return ByteBuffer.wrap(Arrays.copyOfRange(content, from, to));
    }

    @Test
    void aFileArrivesWholeBetweenOtherBytes() throws IOException {
        connected(ends -> {
            await(ends.sender().sendAll(Bytes.utf8("before")));
            Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
            assertEquals("before", Bytes.text(await(receive(ends.receiver(), 6))));
            assertEquals(part(0, SIZE), await(receive(ends.receiver(), SIZE)));
            assertEquals(SIZE, await(sending));
            await(ends.sender().sendAll(Bytes.utf8("after")));
            assertEquals("after", Bytes.text(await(receive(ends.receiver(), 5))));
            return Coroutine.done();
        });
    }

    @Test
    void aPartEndsWhereItIsToOrWithTheFile() throws IOException {
        connected(ends -> {
            AsyncSocket sender = ends.sender();
            assertEquals(300, await(sender.sendFile(file, 100, 300)));
            assertEquals(50, await(sender.sendFile(file, SIZE - 50, 300)));
            assertEquals(0, await(sender.sendFile(file, SIZE + 1, 300)));
            assertEquals(0, await(sender.sendFile(file, 0, 0)));
            assertEquals(part(100, 400), await(receive(ends.receiver(), 300)));
            assertEquals(part(SIZE - 50, SIZE), await(receive(ends.receiver(), 50)));
            boolean refused = false;
            try {
                await(sender.sendFile(file, -1, 1));
            } catch (IllegalArgumentException expected) {
                refused = true;
            }
            assertTrue(refused);
            return Coroutine.done();
        });
    }

    @Test
    void itEndsWhereTheFileIsCutOffMeanwhile() throws IOException {
        connected(ends -> {
            Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
            await(receive(ends.receiver(), 100_000));
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(150_000);
            }
            Task<Long> rest = ends.loop().createTask(count(ends.receiver()));
            long sent = await(sending);
            ends.sender().shutdownOutput();
            assertTrue(sent < SIZE, "sent " + sent);
            assertEquals(sent, 100_000 + await(rest));
            return Coroutine.done();
        });
    }

    @Test
    void nothingElseIsSentMeanwhile() throws IOException {
        connected(ends -> {
            Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
            await(interrupt());
            Task<Void> between = ends.loop().createTask(ends.sender().sendAll(Bytes.utf8("between")));
            Task<Long> second = ends.loop().createTask(ends.sender().sendFile(file));
            await(interrupt());
            assertThrows(IllegalStateException.class, between::result);
            assertThrows(IllegalStateException.class, second::result);
            assertEquals(part(0, SIZE), await(receive(ends.receiver(), SIZE)));
            assertEquals(SIZE, await(sending));
            return Coroutine.done();
        });
    }

    @Test
    void aMissingFileLeavesTheSocketAsItWas() throws IOException {
        connected(ends -> {
            try {
                await(ends.sender().sendFile(folder.resolve("missing")));
                throw new AssertionError("sent");
            } catch (NoSuchFileException expected) {
                await(ends.sender().sendAll(Bytes.utf8("still here")));
            }
            assertEquals("still here", Bytes.text(await(receive(ends.receiver(), 10))));
            return Coroutine.done();
        });
    }

    @Test
    void cancelledAtAnyMomentItLeavesNoFileOpen() throws IOException {
        Descriptors.assumeListed();
        for (int moment = 0; moment < 30; moment++) {
            int passes = moment;
            connected(ends -> {
                Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
                await(passed(passes));
                sending.cancel();
                while (!sending.done()) {
                    await(interrupt());
                }
                assertTrue(sending.cancelled());
                assertTrue(ends.sender().isOpen());
                return Coroutine.done();
            });
            assertEquals(0, Descriptors.of(file), "cancelled after " + moment + " passes");
        }
    }

    @Test
    void closedAtAnyMomentItEndsAndTheChannelIsClosedAfterTheThread() throws IOException {
        for (int moment = 0; moment < 30; moment++) {
            int passes = moment;
            connected(ends -> {
                Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
                await(passed(passes));
                ends.sender().close();
                ends.sender().close();
                assertFalse(ends.sender().isOpen());
                while (!sending.done()) {
                    await(interrupt());
                }
                assertThrows(ClosedChannelException.class, sending::result);
                assertFalse(ends.channel().isOpen());
                return Coroutine.done();
            });
        }
    }

    @Async
    private static Coroutine<Void> passed(int passes) {
        for (int i = 0; i < passes; i++) {
            await(interrupt());
        }
        return Coroutine.done();
    }

    @Test
    void whoWaitsToReceiveIsToldOfTheCloseAtOnce() throws IOException {
        connected(ends -> {
            Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
            Task<ByteBuffer> receiving = ends.loop().createTask(ends.sender().recv(10));
            await(receive(ends.receiver(), 1000));
            ends.sender().close();
            await(interrupt());
            assertThrows(AsynchronousCloseException.class, receiving::result);
            while (!sending.done()) {
                await(interrupt());
            }
            assertThrows(AsynchronousCloseException.class, sending::result);
            return Coroutine.done();
        });
    }

    /** Keeps work until the test runs it. */
    private static final class HeldExecutor extends BareExecutor {

        private final Deque<Runnable> held = new ArrayDeque<>();

        @Override
        public void execute(Runnable work) {
            held.add(work);
        }

        /** Runs the next work, as soon as there is one. */
        @Async
        Coroutine<Void> runNext() {
            while (held.isEmpty()) {
                await(interrupt());
            }
            held.remove().run();
            return Coroutine.done();
        }
    }

    @Test
    void theDescriptorIsKeptWhileTheThreadHasIt() throws IOException {
        connected(ends -> {
            HeldExecutor executor = new HeldExecutor();
            ends.loop().setDefaultExecutor(executor);
            Task<Long> sending = ends.loop().createTask(ends.sender().sendFile(file));
            await(executor.runNext()); // it opens the file
            while (executor.held.isEmpty()) {
                await(interrupt());
            }
            ends.sender().close();
            assertTrue(ends.channel().isOpen());
            assertFalse(ends.sender().isOpen());
            assertThrows(IOException.class, () -> ends.sender().shutdownInput());
            await(executor.runNext()); // it hands a piece over
            while (!sending.done()) {
                await(interrupt());
            }
            assertFalse(ends.channel().isOpen());
            assertThrows(AsynchronousCloseException.class, sending::result);
            return Coroutine.done();
        });
    }
}
