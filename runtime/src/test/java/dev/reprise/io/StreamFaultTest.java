package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static dev.reprise.task.Sleep.interrupt;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import dev.reprise.task.Threads;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** Peers that misbehave; they are the JDK's blocking sockets. */
class StreamFaultTest {

    /** A connection with a peer that the test drives by hand. */
    private record Pair(Connection connection, Socket peer) {

        StreamReader reader() {
            return connection.reader();
        }

        StreamWriter writer() {
            return connection.writer();
        }

        /** Sends at once, however little it is. */
        void send(String text) throws IOException {
            peer.setTcpNoDelay(true);
            peer.getOutputStream().write(Bytes.array(utf8(text)));
        }

        /** Closes the peer's end in a way that the other is told of as an error. */
        void reset() throws IOException {
            peer.setSoLinger(true, 0);
            peer.close();
        }
    }

    private static void withPeer(AsyncFunction<Pair, Void, IOException> block) throws IOException {
        RealLoop.run(loop -> {
            try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                Connection connection = await(
                        Streams.openConnection(listening.getInetAddress().getHostAddress(), listening.getLocalPort()));
                try (Socket peer = await(Threads.toThread(listening::accept))) {
                    await(block.apply(new Pair(connection, peer)));
                }
                connection.close();
                await(ended(connection.writer()));
            }
            return Coroutine.done();
        });
    }

    /** Waits for the end, in order or not. */
    @Async
    private static Coroutine<Void> ended(StreamWriter writer) {
        try {
            await(writer.waitClosed());
        } catch (IOException broken) {
            assertTrue(writer.isClosing());
        }
        return Coroutine.done();
    }

    /** Evaluates to the error that the await must throw. */
    @Async
    private static Coroutine<IOException> raised(Awaitable<?> awaitable) {
        try {
            await(awaitable.mayThrow(IOException.class));
        } catch (IOException thrown) {
            return Coroutine.of(thrown);
        }
        throw new AssertionError("the await threw nothing");
    }

    @Test
    void aPeerThatSendsOneByteAtATimeIsUnderstood() throws IOException {
        withPeer(pair -> {
            Task<Void> sending =
                    EventLoop.current().createTask(sendSlowly(pair, "line\nexactly;until\r\n\r\nthe rest"));
            assertEquals("line\n", text(await(pair.reader().readLine())));
            assertEquals("exactly;", text(await(pair.reader().readExactly(8))));
            assertEquals("until\r\n\r\n", text(await(pair.reader().readUntil(utf8("\r\n\r\n")))));
            assertEquals("the rest", text(await(pair.reader().read())));
            await(sending.mayThrow(IOException.class));
            return Coroutine.done();
        });
    }

    @Async
    private static Coroutine<Void> sendSlowly(Pair pair, String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            pair.send(text.substring(i, i + 1));
            for (int turn = 0; turn < 3; turn++) {
                await(interrupt());
            }
        }
        pair.peer().shutdownOutput();
        return Coroutine.done();
    }

    @Test
    void aResetInMidReadIsThrownByThatReadAndAllLaterCalls() throws IOException {
        withPeer(pair -> {
            pair.send("part");
            assertEquals("pa", text(await(pair.reader().readExactly(2))));
            Task<ByteBuffer> reading =
                    EventLoop.current().createTask(pair.reader().readExactly(100));
            await(interrupt());
            pair.reset();
            IOException reset = await(raised(reading));
            assertSame(reset, await(raised(pair.reader().read(1))));
            assertSame(reset, await(raised(pair.writer().drain())));
            assertSame(reset, await(raised(pair.writer().waitClosed())));
            assertTrue(pair.writer().isClosing());
            return Coroutine.done();
        });
    }

    @Test
    void aResetInMidWriteIsThrownByADrain() throws IOException {
        withPeer(pair -> {
            Task<Void> writing = EventLoop.current().createTask(writeForEver(pair.writer()));
            while (pair.writer().transport().writeBufferSize() == 0) {
                await(interrupt());
            }
            assertFalse(writing.done());
            pair.reset();
            IOException thrown = await(raised(writing));
            assertSame(thrown, await(raised(pair.reader().read(1))));
            return Coroutine.done();
        });
    }

    private static final int PIECE = 10_000;

    @Async
    private static Coroutine<Void> writeForEver(StreamWriter writer) throws IOException {
        while (true) {
            writer.write(new byte[PIECE]);
            await(writer.drain());
        }
    }

    /** What is held is a piece more than the high water mark. */
    @Test
    void aPeerThatNeverReadsMakesTheWriterWait() throws IOException {
        withPeer(pair -> {
            Transport transport = pair.writer().transport();
            transport.setWriteLimits(20_000, 40_000);
            Task<Void> writing = EventLoop.current().createTask(writeForEver(pair.writer()));
            int most = 0;
            int turnsWithoutChange = 0;
            int before = 0;
            while (turnsWithoutChange < 50) {
                await(interrupt());
                int held = transport.writeBufferSize();
                most = Math.max(most, held);
                turnsWithoutChange = held > 40_000 && held == before ? turnsWithoutChange + 1 : 0;
                before = held;
            }
            assertFalse(writing.done());
            assertTrue(most <= 40_000 + PIECE, most + " bytes are held");
            int chunks = LoopIo.of(EventLoop.current()).pool().taken();
            assertTrue(chunks <= most / BufferPool.CHUNK_SIZE + 2, chunks + " buffers are held");
            pair.reset();
            await(raised(writing));
            return Coroutine.done();
        });
    }

    /** The other direction goes on. */
    @Test
    void trap27APeerThatEndsItsOutputCanStillBeSentTo() throws IOException {
        withPeer(pair -> {
            pair.send("request");
            pair.peer().shutdownOutput();
            assertEquals("request", text(await(pair.reader().read())));
            assertFalse(pair.writer().isClosing());
            pair.writer().write("answer");
            pair.writer().close();
            await(pair.writer().waitClosed());
            assertEquals(
                    "answer",
                    await(Threads.toThread(
                            () -> new String(pair.peer().getInputStream().readAllBytes(), UTF_8))));
            return Coroutine.done();
        });
    }

    /** What does not fit into the reader's limit stays with the peer, and comes when a read asks for it. */
    @Test
    void trap25AReadOfMoreThanTheReaderHoldsMakesAPausedConnectionGoOn() throws IOException {
        withPeer(pair -> {
            int size = 20_000_000;
            Task<Boolean> sending = EventLoop.current().createTask(Threads.toThread(() -> {
                pair.peer().getOutputStream().write(new byte[size]);
                pair.peer().shutdownOutput();
                return true;
            }));
            while (pair.writer().transport().isReading()) {
                await(interrupt());
            }
            assertEquals(5_000_000, await(pair.reader().readExactly(5_000_000)).remaining());
            assertEquals(size - 5_000_000, await(pair.reader().read()).remaining());
            assertTrue(await(sending));
            return Coroutine.done();
        });
    }
}
