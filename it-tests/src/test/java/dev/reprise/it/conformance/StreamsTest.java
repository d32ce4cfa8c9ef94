package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.gather;
import static dev.reprise.Reprise.sleep;
import static dev.reprise.io.Bytes.text;
import static dev.reprise.io.Bytes.utf8;
import static dev.reprise.it.conformance.Awaited.raises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.Connection;
import dev.reprise.io.ConnectionHandler;
import dev.reprise.io.IncompleteReadException;
import dev.reprise.io.LimitOverrunException;
import dev.reprise.io.MemoryPair;
import dev.reprise.io.Server;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test_streams.py}. What is left in a reader is read, where CPython's tests look into its buffer. */
class StreamsTest {

    private static final String DATA = "line1\nline2\nline3\n";

    private static StreamReader reader(int limit, String... chunks) {
        StreamReader reader = new StreamReader(EventLoop.current(), limit);
        feed(reader, chunks);
        return reader;
    }

    private static StreamReader reader(String... chunks) {
        return reader(StreamReader.DEFAULT_LIMIT, chunks);
    }

    private static void feed(StreamReader reader, String... chunks) {
        for (String chunk : chunks) {
            reader.feedData(utf8(chunk));
        }
    }

    private static void feedSoon(StreamReader reader, boolean eof, String... chunks) {
        EventLoop.current().callSoon(() -> {
            feed(reader, chunks);
            if (eof) {
                reader.feedEof();
            }
        });
    }

    /** Evaluates to what is left in a reader that has not ended. */
    @Async
    private static Coroutine<String> left(StreamReader reader) throws IOException {
        reader.feedData(utf8("$"));
        String left = text(await(reader.read(1_000_000)));
        return Coroutine.of(left.substring(0, left.length() - 1));
    }

    private static int port(Server server) {
        return ((InetSocketAddress) server.localAddresses().get(0)).getPort();
    }

    @Nested
    class StreamTests {

        @TempDir
        private Path folder;

        // ---------------------------------------------------------------------------------------------------- connect

        @Async
        private static Coroutine<Void> talk(Connection connection) throws IOException {
            connection.writer().write("GET / HTTP/1.0\r\n\r\n");
            assertEquals("HTTP/1.0 200 OK\r\n", text(await(connection.reader().readLine())));
            String rest = text(await(connection.reader().read()));
            assertTrue(rest.endsWith("\r\n\r\nTest message"), rest);
            connection.close();
            await(connection.writer().waitClosed());
            return Coroutine.done();
        }

        @Test
        void testOpenConnection() throws IOException {
            try (AnsweringServer server = AnsweringServer.onLoopback()) {
                RealLoop.run(() -> talk(await(Streams.openConnection("127.0.0.1", server.port()))));
            }
        }

        @Test
        void testOpenUnixConnection() throws IOException {
            try (AnsweringServer server = AnsweringServer.on(folder.resolve("socket"))) {
                RealLoop.run(() -> talk(await(Streams.openUnixConnection(server.path()))));
            }
        }

        // ------------------------------------------------------------------------------------------------------- read

        @Test
        void testReadZero() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader(DATA);
                assertEquals("", text(await(stream.read(0))));
                assertEquals(DATA, await(left(stream)));
                return Coroutine.done();
            });
        }

        @Test
        void testReadEof() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader();
                feedSoon(stream, true);
                assertEquals("", text(await(stream.read(1024))));
                assertTrue(stream.atEof());
                return Coroutine.done();
            });
        }

        @Test
        void testReadUntilEof() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader();
                feedSoon(stream, true, "chunk1\n", "chunk2");
                assertEquals("chunk1\nchunk2", text(await(stream.read())));
                assertTrue(stream.atEof());
                return Coroutine.done();
            });
        }

        @Test
        void testReadLimit() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader(3, "chunk");
                assertEquals("chunk", text(await(stream.read(5))));
                assertEquals("", await(left(stream)));
                return Coroutine.done();
            });
        }

        // ------------------------------------------------------------------------------------------------------ lines

        @Test
        void testReadline() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader("chunk1 ");
                feedSoon(stream, false, "chunk2 ", "chunk3 ", "\n chunk4");
                assertEquals("chunk1 chunk2 chunk3 \n", text(await(stream.readLine())));
                assertEquals(" chunk4", await(left(stream)));
                return Coroutine.done();
            });
        }

        @Test
        void testReadlineLimitWithExistingData() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader found = reader(3, "li", "ne1\nline2\n");
                await(raises(IOException.class, found.readLine()));
                assertEquals("line2\n", await(left(found)));

                StreamReader notFound = reader(3, "li", "ne1", "li");
                await(raises(IOException.class, notFound.readLine()));
                assertEquals("", await(left(notFound)));
                return Coroutine.done();
            });
        }

        @Test
        void testReadlineLimit() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader oneLine = reader(7);
                feedSoon(oneLine, true, "chunk1", "chunk2", "chunk3\n");
                await(raises(IOException.class, oneLine.readLine()));
                assertTrue(oneLine.atEof());

                StreamReader twoLines = reader(7);
                feedSoon(twoLines, true, "chunk1", "chunk2\n", "chunk3\n");
                await(raises(IOException.class, twoLines.readLine()));
                assertEquals("chunk3\n", text(await(twoLines.read())));

                StreamReader strict = reader(7, "1234567\n");
                assertEquals("1234567\n", text(await(strict.readLine())));
                assertEquals("", await(left(strict)));
                feed(strict, "12345678\n");
                IOException thrown = await(raises(IOException.class, strict.readLine()));
                assertInstanceOf(LimitOverrunException.class, thrown.getCause());
                assertEquals("", await(left(strict)));
                feed(strict, "12345678");
                await(raises(IOException.class, strict.readLine()));
                assertEquals("", await(left(strict)));
                return Coroutine.done();
            });
        }

        // ------------------------------------------------------------------------------------------------- separators

        @Test
        void testReaduntilSeparator() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader();
                IllegalArgumentException empty =
                        await(raises(IllegalArgumentException.class, stream.readUntil(utf8(""))));
                assertEquals("a separator needs at least one byte", empty.getMessage());
                IllegalArgumentException none = await(raises(IllegalArgumentException.class, stream.readUntil()));
                assertEquals("readUntil needs at least one separator", none.getMessage());
                return Coroutine.done();
            });
        }

        @Test
        void testReaduntilMultiChunks() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader("lineAAA");
                assertEquals("lineAAA", text(await(stream.readUntil(utf8("AAA")))));
                feed(stream, "lineAAA");
                assertEquals("lineAAA", text(await(stream.readUntil(utf8("AAA")))));
                assertEquals("", await(left(stream)));
                feed(stream, "lineAAAxxx");
                assertEquals("lineAAA", text(await(stream.readUntil(utf8("AAA")))));
                assertEquals("xxx", await(left(stream)));
                return Coroutine.done();
            });
        }

        @Test
        void testReaduntilEof() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader("some dataAA");
                stream.feedEof();
                IncompleteReadException thrown =
                        await(raises(IncompleteReadException.class, stream.readUntil(utf8("AAA"))));
                assertEquals("some dataAA", text(thrown.partial()));
                assertEquals(OptionalInt.empty(), thrown.expected());
                assertTrue(stream.atEof());
                return Coroutine.done();
            });
        }

        @Test
        void testReaduntilLimitFoundSep() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader(3, "some dataAA");
                LimitOverrunException notFound =
                        await(raises(LimitOverrunException.class, stream.readUntil(utf8("AAA"))));
                assertTrue(String.valueOf(notFound.getMessage()).startsWith("there is no separator"));
                feed(stream, "A");
                LimitOverrunException found = await(raises(LimitOverrunException.class, stream.readUntil(utf8("AAA"))));
                assertTrue(String.valueOf(found.getMessage()).startsWith("there is a separator"));
                assertEquals("some dataAAA", await(left(stream)));
                return Coroutine.done();
            });
        }

        @Test
        void testReaduntilMultiSeparator() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader("line 1\nline 2\r");
                assertEquals("line 1\n", text(await(stream.readUntil(utf8("\r"), utf8("\n")))));
                assertEquals("line 2\r", text(await(stream.readUntil(utf8("\r"), utf8("\n")))));
                assertEquals("", await(left(stream)));
                feed(stream, "ABCDEFG");
                assertEquals("ABCDE", text(await(stream.readUntil(utf8("DEF"), utf8("BCDE")))));
                assertEquals("FG", await(left(stream)));
                return Coroutine.done();
            });
        }

        // ---------------------------------------------------------------------------------------------------- exactly

        @Test
        void testReadexactly() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader();
                feedSoon(stream, false, DATA, DATA, DATA);
                assertEquals(DATA + DATA, text(await(stream.readExactly(2 * DATA.length()))));
                assertEquals(DATA, await(left(stream)));
                return Coroutine.done();
            });
        }

        @Test
        void testReadexactlyLimit() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader(3, "chunk");
                assertEquals("chunk", text(await(stream.readExactly(5))));
                assertEquals("", await(left(stream)));
                return Coroutine.done();
            });
        }

        @Test
        void testReadexactlyEof() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader();
                feedSoon(stream, true, DATA);
                IncompleteReadException thrown = await(raises(IncompleteReadException.class, stream.readExactly(36)));
                assertEquals(DATA, text(thrown.partial()));
                assertEquals(OptionalInt.of(36), thrown.expected());
                assertEquals("the input ended after 18 of 36 bytes", thrown.getMessage());
                assertTrue(stream.atEof());
                return Coroutine.done();
            });
        }

        @Test
        void testExceptionWaiter() throws IOException {
            VirtualLoop.run(() -> {
                StreamReader stream = reader();
                IOException failure = new IOException("broken");
                Task<ByteBuffer> reading = createTask(stream.readLine());
                EventLoop.current().callSoon(() -> stream.setException(failure));
                assertSame(failure, await(raises(IOException.class, reading)));
                return Coroutine.done();
            });
        }

        // ------------------------------------------------------------------------------------------------------ serve

        @Async
        private static Coroutine<Void> answerALine(StreamReader reader, StreamWriter writer) throws IOException {
            writer.write(await(reader.readLine()));
            await(writer.drain());
            writer.close();
            await(writer.waitClosed());
            return Coroutine.done();
        }

        @Async
        private static Coroutine<String> answerOf(ConnectionHandler handler) throws IOException {
            Server server = await(Streams.startServer(handler, "127.0.0.1", 0));
            Connection connection = await(Streams.openConnection("127.0.0.1", port(server)));
            connection.writer().write("hello world!\n");
            String answer = text(await(connection.reader().readLine()));
            connection.close();
            await(connection.writer().waitClosed());
            server.close();
            await(server.waitClosed());
            return Coroutine.of(answer);
        }

        /** With a handler that serves, and with one that makes a task which does. */
        @Test
        void testStartServer() throws IOException {
            assertEquals("hello world!\n", RealLoop.run(() -> answerOf(StreamTests::answerALine)));
            List<Task<Void>> tasks = new ArrayList<>();
            assertEquals(
                    "hello world!\n",
                    RealLoop.run(() -> answerOf((reader, writer) -> {
                        tasks.add(createTask(answerALine(reader, writer)));
                        return Coroutine.done();
                    })));
            assertTrue(tasks.get(0).done());
        }

        @Test
        void testUnhandledException() throws IOException {
            List<String> reported = new ArrayList<>();
            RealLoop.run(() -> {
                EventLoop.current().setExceptionHandler((loop, context) -> reported.add(context.message()));
                ConnectionHandler failing = (reader, writer) -> {
                    throw new IOException("test");
                };
                Server server = await(Streams.startServer(failing, "127.0.0.1", 0));
                Connection connection = await(Streams.openConnection("127.0.0.1", port(server)));
                connection.writer().write("test msg");
                assertEquals("", text(await(readAll(connection.reader()))));
                connection.close();
                server.close();
                await(server.waitClosed());
                return Coroutine.done();
            });
            assertEquals(List.of("a connection handler failed"), reported);
        }

        /** Evaluates to what comes before the end, which may be a reset: the server did not read what it was sent. */
        @Async
        private static Coroutine<ByteBuffer> readAll(StreamReader reader) {
            try {
                return Coroutine.of(await(reader.read()));
            } catch (IOException reset) {
                return Coroutine.of(ByteBuffer.allocate(0));
            }
        }

        // ------------------------------------------------------------------------------------------------------ drain

        /** gh-74116. */
        @Test
        void testMultipleDrain() throws IOException {
            VirtualLoop.run(() -> {
                try (MemoryPair pair = Streams.memoryPair()) {
                    StreamWriter writer = pair.left().writer();
                    pair.right().writer().transport().pauseReading();
                    writer.write(new byte[100_000]);
                    List<Coroutine<Void>> drains = new ArrayList<>();
                    for (int i = 0; i < 10; i++) {
                        drains.add(writer.drain());
                    }
                    Task<List<Void>> drained = createTask(gather(drains));
                    await(sleep(Duration.ofMillis(100)));
                    assertFalse(drained.done());
                    pair.right().writer().transport().resumeReading();
                    assertEquals(10, await(drained).size());
                }
                return Coroutine.done();
            });
        }

        /** https://bugs.python.org/issue25441: the peer is gone, and a loop that only writes must notice. */
        @Test
        void testDrainRaises() throws IOException, InterruptedException {
            try (ServerSocket listening = new ServerSocket(0)) {
                Thread peer = new Thread(() -> acceptAndClose(listening));
                peer.start();
                IOException thrown =
                        RealLoop.run(() -> raises(IOException.class, writeForEver(listening.getLocalPort())));
                assertFalse(String.valueOf(thrown.getMessage()).isEmpty());
                peer.join();
            }
        }

        private static void acceptAndClose(ServerSocket listening) {
            try {
                listening.accept().close();
            } catch (IOException closed) {
                // the test fails, as it is not told of an end
            }
        }

        @Async
        private static Coroutine<Void> writeForEver(int port) throws IOException {
            try (Connection connection = await(Streams.openConnection("127.0.0.1", port))) {
                while (true) {
                    connection.writer().write("foo\n");
                    await(connection.writer().drain());
                }
            }
        }

        // ------------------------------------------------------------------------------------------------------ close

        @Test
        void testWaitClosedOnClose() throws IOException {
            closeAfterReading(true);
        }

        @Test
        void testWaitClosedOnCloseWithUnreadData() throws IOException {
            closeAfterReading(false);
        }

        private static void closeAfterReading(boolean all) throws IOException {
            try (AnsweringServer server = AnsweringServer.onLoopback()) {
                RealLoop.run(() -> {
                    Connection connection = await(Streams.openConnection("127.0.0.1", server.port()));
                    StreamWriter writer = connection.writer();
                    writer.write("GET / HTTP/1.0\r\n\r\n");
                    assertEquals(
                            "HTTP/1.0 200 OK\r\n",
                            text(await(connection.reader().readLine())));
                    if (all) {
                        String rest = text(await(connection.reader().read()));
                        assertTrue(rest.endsWith("\r\n\r\nTest message"), rest);
                    }
                    assertFalse(writer.isClosing());
                    writer.close();
                    assertTrue(writer.isClosing());
                    await(writer.waitClosed());
                    return Coroutine.done();
                });
            }
        }
    }
}
