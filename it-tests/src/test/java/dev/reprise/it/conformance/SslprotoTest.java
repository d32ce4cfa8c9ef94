package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.waitFor;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.io.Bytes;
import dev.reprise.io.Connected;
import dev.reprise.io.MemoryPair;
import dev.reprise.io.MemoryTransport;
import dev.reprise.io.Network;
import dev.reprise.io.Protocol;
import dev.reprise.io.Server;
import dev.reprise.io.Streams;
import dev.reprise.io.Tls;
import dev.reprise.io.TlsOptions;
import dev.reprise.io.Transport;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Sleep;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_sslproto.py}. */
class SslprotoTest {

    private static final byte[] HELLO = new byte[100 * 1024];

    static {
        Arrays.fill(HELLO, (byte) '1');
    }

    /** Two ends that stand, in memory. */
    private record Pair(Heard client, Heard server, MemoryTransport left, MemoryTransport right) {

        static Pair connect() {
            Heard client = new Heard();
            Heard server = new Heard();
            MemoryTransport left = MemoryTransport.connect(EventLoop.current(), client, server);
            return new Pair(client, server, left, left.peer());
        }

        /** Starts TLS on both; returns the transports. */
        @Async
        Coroutine<List<Transport>> startTls() throws IOException {
            Task<Transport> theirs = EventLoop.current().createTask(Tls.startTls(right, server, TlsOnes.SERVER));
            Transport ours = await(Tls.startTls(left, client, TlsOnes.CLIENT));
            return Coroutine.of(List.of(ours, await(theirs.mayThrow(IOException.class))));
        }
    }

    @Nested
    class SslProtoHandshakeTests {

        @Test
        void testDataReceivedAfterClosing() throws IOException {
            VirtualLoop.run(() -> {
                Pair pair = Pair.connect();
                List<Transport> ends = await(pair.startTls());
                ends.get(0).close();
                ends.get(1).write(ByteBuffer.wrap(HELLO));
                await(pair.client().lost);
                await(pair.server().lost);
                assertEquals(0, pair.client().count());
                return Coroutine.done();
            });
        }

        @Test
        void testWriteAfterClosing() throws IOException {
            VirtualLoop.run(() -> {
                Pair pair = Pair.connect();
                List<Transport> ends = await(pair.startTls());
                ends.get(0).close();
                ends.get(0).write(ByteBuffer.wrap(HELLO));
                await(pair.client().lost);
                ends.get(0).write(ByteBuffer.wrap(HELLO));
                await(pair.server().lost);
                assertEquals(0, pair.server().count());
                return Coroutine.done();
            });
        }

        @Test
        void trap27TlsDoesNotStayOpenAfterTheEndOfTheInput() throws IOException {
            VirtualLoop.run(() -> {
                Protocol stubborn = new Protocol() {
                    @Override
                    public void dataReceived(ByteBuffer data) {}

                    @Override
                    public boolean eofReceived() {
                        return true;
                    }
                };
                Pair pair = Pair.connect();
                List<Transport> ends = await(pair.startTls());
                ends.get(1).setProtocol(stubborn);
                ends.get(0).close();
                await(pair.client().lost);
                assertTrue(ends.get(1).isClosing());
                assertFalse(ends.get(1).canWriteEof());
                assertThrows(UnsupportedOperationException.class, ends.get(1)::writeEof);
                return Coroutine.done();
            });
        }
    }

    @Nested
    class BaseStartTLS {

        @Test
        void testStartTlsClientRegProto1() throws IOException {
            try (ServerSocket listening = TlsPeer.listen()) {
                RealLoop.run(() -> {
                    Promise<Boolean> server = EventLoop.current()
                            .runInExecutor(null, TlsPeer.serve(listening, socket -> {
                                assertArrayEquals(HELLO, socket.getInputStream().readNBytes(HELLO.length));
                                SSLSocket tls = TlsPeer.startTls(socket, TlsOnes.SERVER_CONTEXT, true);
                                tls.getOutputStream().write('O');
                                assertArrayEquals(HELLO, tls.getInputStream().readNBytes(HELLO.length));
                                tls.close();
                            }));
                    Connected<Heard> clear =
                            await(Network.createConnection(Heard::new, "127.0.0.1", listening.getLocalPort()));
                    Heard client = clear.protocol();
                    clear.transport().write(ByteBuffer.wrap(HELLO));
                    Transport transport = await(Tls.startTls(clear.transport(), client, TlsOnes.CLIENT));
                    assertArrayEquals(new byte[] {'O'}, await(client.received(1)));
                    transport.write(ByteBuffer.wrap(HELLO));
                    await(client.ended);
                    transport.close();
                    await(client.lost);
                    assertTrue(await(server));
                    return Coroutine.done();
                });
            }
        }

        @Test
        void testStartTlsServer1() throws IOException {
            byte[] answer = {'a', 'n', 's', 'w', 'e', 'r'};
            RealLoop.run(() -> {
                Heard protocol = new Heard();
                Server server = await(Network.createServer(() -> protocol, "127.0.0.1", 0));
                InetSocketAddress address =
                        (InetSocketAddress) server.localAddresses().get(0);
                Promise<Boolean> client = EventLoop.current().runInExecutor(null, TlsPeer.connect(address, socket -> {
                    assertArrayEquals(HELLO, socket.getInputStream().readNBytes(HELLO.length));
                    SSLSocket tls = TlsPeer.startTls(socket, TlsOnes.CLIENT_CONTEXT, false);
                    tls.getOutputStream().write(HELLO);
                    assertArrayEquals(answer, tls.getInputStream().readNBytes(answer.length));
                    tls.close();
                }));
                Transport clear = await(protocol.made);
                clear.write(ByteBuffer.wrap(HELLO));
                assertEquals(0, protocol.count());
                Transport transport = await(Tls.startTls(clear, protocol, TlsOnes.SERVER));
                assertArrayEquals(HELLO, await(protocol.received(HELLO.length)));
                transport.write(ByteBuffer.wrap(answer));
                await(protocol.lost);
                transport.close();
                assertTrue(await(client));
                server.close();
                await(server.waitClosed());
                return Coroutine.done();
            });
        }

        /** The peer says nothing; the wait for it is over first. */
        @Test
        void testStartTlsSlowClientCancel() throws IOException {
            VirtualLoop.run(() -> cancelledHandshake(new ArrayList<>()));
        }

        /** bpo-29970; bpo-23197: a cancelled handshake is no error. */
        @Test
        void testHandshakeTimeout() throws IOException {
            List<String> reported = new ArrayList<>();
            VirtualLoop.run(() -> cancelledHandshake(reported));
            assertEquals(List.of(), reported);
        }

        @Async
        private Coroutine<Void> cancelledHandshake(List<String> reported) throws IOException {
            EventLoop loop = EventLoop.current();
            loop.setExceptionHandler((from, context) -> reported.add(context.toString()));
            Pair pair = Pair.connect();
            boolean timedOut = false;
            try {
                await(waitFor(Tls.startTls(pair.left(), pair.client(), TlsOnes.CLIENT), Duration.ofMillis(500)));
            } catch (TimedOutException expected) {
                timedOut = true;
            }
            assertTrue(timedOut);
            await(pair.client().lost);
            await(failure(pair.server().lost)); // it was aborted
            assertEquals(Duration.ofMillis(500), loop.time());
            assertEquals(0, loop.scheduled(), "the timer of the handshake is left");
            return Coroutine.done();
        }

        @Test
        void trap28BytesThatWereReadAreCarriedOver() throws IOException {
            VirtualLoop.run(() -> {
                MemoryPair pair = Streams.memoryPair();
                pair.left().writer().write("clear\n");
                Task<Void> client =
                        EventLoop.current().createTask(pair.left().writer().startTls(TlsOnes.CLIENT));
                await(Sleep.sleep(Duration.ofSeconds(1)));
                assertEquals("clear\n", Bytes.text(await(pair.right().reader().readLine())));
                await(pair.right().writer().startTls(TlsOnes.SERVER));
                await(client.mayThrow(IOException.class));
                pair.close();
                await(pair.left().writer().waitClosed());
                return Coroutine.done();
            });
        }

        @Test
        void trap28AHandshakeThatIsTooSlowIsAborted() throws IOException {
            VirtualLoop.run(() -> {
                Pair pair = Pair.connect();
                TlsOptions hasty = TlsOnes.SERVER.handshakeTimeout(Duration.ofSeconds(5));
                Task<Transport> late = EventLoop.current().createTask(Tls.startTls(pair.right(), pair.server(), hasty));
                Throwable failure = await(failure(late));
                assertTrue(String.valueOf(failure.getMessage()).contains("took longer than 5.0 s"), failure::toString);
                assertEquals(Duration.ofSeconds(5), EventLoop.current().time());
                assertEquals(failure, await(failure(pair.server().lost)));
                await(failure(pair.client().lost));
                return Coroutine.done();
            });
        }

        @Test
        void trap28AHandshakeCanBeCancelled() throws IOException {
            VirtualLoop.run(() -> cancelledHandshake(new ArrayList<>()));
        }

        @Async
        private Coroutine<IOException> failure(Promise<?> promise) {
            try {
                await(promise.mayThrow(IOException.class));
            } catch (IOException failure) {
                return Coroutine.of(failure);
            }
            throw new AssertionError(promise + " has not failed");
        }
    }
}
