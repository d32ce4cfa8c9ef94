package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Bytes.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS that begins on a connection that stands. */
class StartTlsTest extends TlsRun {

    private static final Duration SECOND = Duration.ofSeconds(1);

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void streamsGoOnByTls(String version) throws IOException {
        run(() -> {
            MemoryPair pair = Streams.memoryPair();
            Task<Void> serving = loop.createTask(answer(pair.right(), SERVER));
            await(ask(pair.left(), CLIENT.versions(version)));
            return Coroutine.of(await(serving.mayThrow(IOException.class)));
        });
    }

    @Async
    private static Coroutine<Void> ask(Connection connection, TlsOptions options) throws IOException {
        StreamWriter writer = connection.writer();
        writer.write("STARTTLS\n");
        await(writer.startTls(options));
        assertTrue(writer.transport().tlsSession().isPresent());
        writer.write("secret\n");
        assertEquals("answer\n", text(await(connection.reader().readLine())));
        writer.close();
        await(writer.waitClosed());
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> answer(Connection connection, TlsOptions options) throws IOException {
        StreamReader reader = connection.reader();
        StreamWriter writer = connection.writer();
        assertEquals("STARTTLS\n", text(await(reader.readLine())));
        await(writer.startTls(options));
        assertEquals("secret\n", text(await(reader.readLine())));
        writer.write("answer\n");
        assertEquals("", text(await(reader.read())));
        writer.close();
        await(writer.waitClosed());
        return Coroutine.done();
    }

    /** gh-142352. */
    @Test
    void whatTheReaderHasReceivedBelongsToTheHandshake() throws IOException {
        run(() -> {
            MemoryPair pair = Streams.memoryPair();
            Task<Void> asking = loop.createTask(ask(pair.left(), CLIENT));
            await(Sleep.sleep(SECOND)); // the first message of the handshake is behind the line now
            await(answer(pair.right(), SERVER));
            return Coroutine.of(await(asking.mayThrow(IOException.class)));
        });
    }

    @Test
    void aReaderThatWasPausedReadsAgain() throws IOException {
        run(() -> {
            MemoryPair pair = Streams.memoryPair(10);
            Task<Void> asking = loop.createTask(ask(pair.left(), CLIENT));
            await(Sleep.sleep(SECOND)); // more than the reader takes
            assertFalse(pair.right().writer().transport().isReading());
            await(answer(pair.right(), SERVER));
            return Coroutine.of(await(asking.mayThrow(IOException.class)));
        });
    }

    @Test
    void withoutANameNothingBegins() throws IOException {
        run(() -> {
            try (MemoryPair pair = Streams.memoryPair()) {
                IllegalArgumentException refused = assertThrows(
                        IllegalArgumentException.class,
                        () -> pair.left().writer().startTls(TlsOptions.client()).next());
                assertSays("call serverName(...)", refused);
                pair.left().writer().write("clear\n");
                assertEquals("clear\n", text(await(pair.right().reader().readLine())));
            }
            return Coroutine.done();
        });
    }

    @Test
    void nothingBeginsAfterTheEndOfTheInput() throws IOException {
        run(() -> {
            try (MemoryPair pair = Streams.memoryPair()) {
                pair.right().writer().writeEof();
                await(pair.left().reader().read());
                Task<Void> starting = loop.createTask(pair.left().writer().startTls(CLIENT));
                await(Sleep.sleep(SECOND));
                assertSays("nothing can be received", starting.exception().orElseThrow());
            }
            return Coroutine.done();
        });
    }

    @Test
    void aFailureReachesReaderAndWriter() throws IOException {
        run(() -> {
            MemoryPair pair = Streams.memoryPair();
            pair.right().writer().write("garbage, and no handshake\n");
            IOException failure = await(failureOf(pair.left().writer().startTls(CLIENT)));
            assertSays("not TLS", failure);
            assertEquals(failure, await(failureOf(pair.left().writer().waitClosed())));
            assertEquals(failure, pair.left().reader().exception());
            pair.right().close();
            return Coroutine.done();
        });
    }

    @Async
    private static Coroutine<IOException> failureOf(Coroutine<Void> failing) {
        try {
            await(failing.mayThrow(IOException.class));
        } catch (IOException failure) {
            return Coroutine.of(failure);
        }
        throw new AssertionError("it did not fail");
    }

    @Test
    void aProtocolGoesOnWithAnotherTransport() throws IOException {
        MemoryTransport left = MemoryTransport.connect(loop, client, server);
        run(() -> {
            Task<Transport> upgrading = loop.createTask(Tls.startTls(left.peer(), server, SERVER));
            Transport ours = await(Tls.startTls(left, client, CLIENT));
            Transport theirs = await(upgrading.mayThrow(IOException.class));
            assertEquals(client, ours.protocol());
            ours.write(Recorder.bytes("hello"));
            await(server.received(5));
            theirs.close();
            return bothLost();
        });
        assertEquals(List.of("connectionMade", "eofReceived", "connectionLost"), client.calls);
        assertEquals(Optional.empty(), client.end());
        assertEquals("hello", server.text());
    }

    @Test
    void aProtocolThatHadPausedIsHandshakenWith() throws IOException {
        MemoryTransport left = MemoryTransport.connect(loop, client, server);
        left.pauseReading();
        run(() -> {
            Task<Transport> upgrading = loop.createTask(Tls.startTls(left.peer(), server, SERVER));
            Transport ours = await(Tls.startTls(left, client, CLIENT));
            await(upgrading.mayThrow(IOException.class));
            assertTrue(ours.isReading());
            ours.close();
            return bothLost();
        });
    }

    @Test
    void aCancelledHandshakeAbortsByItself() throws IOException {
        MemoryTransport left = MemoryTransport.connect(loop, client, server);
        run(() -> {
            Task<Transport> upgrading = loop.createTask(Tls.startTls(left, client, CLIENT));
            await(Sleep.sleep(SECOND));
            upgrading.cancel();
            await(bothLost());
            assertEquals(SECOND, loop.time());
            assertTrue(upgrading.cancelled());
            return Coroutine.done();
        });
        assertEquals(Optional.empty(), client.end());
    }

    /** bpo-23197. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aHandshakeCanBeCancelledAtAnyMoment(boolean theServer) throws Exception {
        EveryMoment.<Void>check(
                1,
                moment -> run(() -> {
                    MemoryPair pair = Streams.memoryPair();
                    Coroutine<Void> asking = ask(pair.left(), CLIENT);
                    Coroutine<Void> answering = answer(pair.right(), SERVER);
                    Task<Void> client = loop.createTask(theServer ? asking : moment.cut(asking));
                    Task<Void> server = loop.createTask(theServer ? moment.cut(answering) : answering);
                    boolean cancelled = await(isCancelled(theServer ? server : client, pair));
                    assertEquals(moment.isCut(), cancelled);
                    await(isCancelled(theServer ? client : server, pair));
                    await(Sleep.sleep(SECOND));
                    assertTrue(pair.left().writer().isClosing());
                    assertTrue(pair.right().writer().isClosing());
                    assertEquals(1, loop.allTasks().size());
                    assertEquals(0, loop.scheduled());
                    return Coroutine.done();
                }));
    }

    @Async
    private static Coroutine<Boolean> isCancelled(Task<Void> task, MemoryPair pair) {
        try {
            await(task.mayThrow(IOException.class));
        } catch (CancelledError cancelled) {
            return Coroutine.of(true);
        } catch (IOException | AssertionError broken) {
            return Coroutine.of(false);
        } finally {
            pair.close();
        }
        return Coroutine.of(false);
    }
}
