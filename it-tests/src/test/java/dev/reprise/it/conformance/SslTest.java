package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.Coroutine;
import dev.reprise.io.Bytes;
import dev.reprise.io.ConnectOptions;
import dev.reprise.io.Connection;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.Streams;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_ssl.py}. */
class SslTest {

    private static final int CLIENTS = 25;

    private static final byte[] A_DATA = filled('A', 64 * 1024);
    private static final byte[] B_DATA = filled('B', 64 * 1024);

    private static byte[] filled(char with, int length) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) with);
        return data;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Nested
    class TestSSL {

        private int finished;

        @Test
        void testCreateServerSsl1() throws IOException {
            RealLoop.run(() -> {
                ServerOptions options = ServerOptions.defaults().tls(TlsOnes.SERVER);
                Server server = await(Streams.startServer(
                        (reader, writer) -> serve(new Connection(reader, writer)), "127.0.0.1", 0, options));
                InetSocketAddress address =
                        (InetSocketAddress) server.localAddresses().get(0);
                List<Awaitable<Boolean>> clients = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    clients.add(EventLoop.current().runInExecutor(null, TlsPeer.connect(address, socket -> {
                        SSLSocket tls = TlsPeer.startTls(socket, TlsOnes.CLIENT_CONTEXT, false);
                        tls.getOutputStream().write(A_DATA);
                        assertArrayEquals(ascii("OK"), tls.getInputStream().readNBytes(2));
                        tls.getOutputStream().write(B_DATA);
                        assertArrayEquals(ascii("SPAM"), tls.getInputStream().readNBytes(4));
                        tls.close();
                    })));
                }
                await(gather(clients));
                server.close();
                await(server.waitClosed());
                return Coroutine.done();
            });
            assertEquals(CLIENTS, finished);
        }

        @Async
        private Coroutine<Void> serve(Connection connection) throws IOException {
            ByteBuffer first = await(connection.reader().readExactly(A_DATA.length));
            assertArrayEquals(A_DATA, Bytes.array(first));
            connection.writer().write("OK");
            ByteBuffer second = await(connection.reader().readExactly(B_DATA.length));
            assertArrayEquals(B_DATA, Bytes.array(second));
            connection.writer().write(List.of(Bytes.utf8("SP"), Bytes.utf8("A"), Bytes.utf8("M")));
            await(connection.writer().drain());
            connection.close();
            finished++;
            return Coroutine.done();
        }

        /** The peer reads nothing of it until all was written and the writer is closed. */
        @Test
        void testFlushBeforeShutdown() throws IOException {
            byte[] chunk = filled('x', 128 * 1024);
            int chunks = 32;
            CountDownLatch closed = new CountDownLatch(1);
            try (ServerSocket listening = TlsPeer.listen()) {
                RealLoop.run(() -> {
                    Promise<Boolean> peer = EventLoop.current().runInExecutor(null, TlsPeer.serve(listening, socket -> {
                        SSLSocket tls = TlsPeer.startTls(socket, TlsOnes.SERVER_CONTEXT, true);
                        assertArrayEquals(ascii("ping"), tls.getInputStream().readNBytes(4));
                        tls.getOutputStream().write(ascii("pong"));
                        awaitQuietly(closed);
                        int length = chunk.length * chunks;
                        assertArrayEquals(
                                filled('x', length), tls.getInputStream().readAllBytes());
                        tls.close();
                    }));
                    Connection connection = await(open(listening));
                    connection.writer().write("ping");
                    assertArrayEquals(
                            ascii("pong"), Bytes.array(await(connection.reader().readExactly(4))));
                    for (int i = 0; i < chunks; i++) {
                        connection.writer().write(chunk);
                    }
                    connection.writer().close();
                    closed.countDown();
                    await(connection.writer().waitClosed());
                    assertEquals(0, await(connection.reader().read()).remaining());
                    await(peer);
                    return Coroutine.done();
                });
            }
        }

        @Test
        void testShutdownCleanly() throws IOException {
            try (ServerSocket listening = TlsPeer.listen()) {
                RealLoop.run(() -> {
                    List<Awaitable<?>> all = new ArrayList<>();
                    for (int i = 0; i < CLIENTS; i++) {
                        all.add(EventLoop.current().runInExecutor(null, TlsPeer.serve(listening, socket -> {
                            SSLSocket tls = TlsPeer.startTls(socket, TlsOnes.SERVER_CONTEXT, true);
                            assertArrayEquals(A_DATA, tls.getInputStream().readNBytes(A_DATA.length));
                            tls.getOutputStream().write(ascii("OK"));
                            tls.close();
                        })));
                        all.add(client(listening));
                    }
                    await(gather(all));
                    return Coroutine.done();
                });
            }
            assertEquals(CLIENTS, finished);
        }

        @Async
        private Coroutine<Void> client(ServerSocket listening) throws IOException {
            Connection connection = await(open(listening));
            connection.writer().write(A_DATA);
            assertArrayEquals(ascii("OK"), Bytes.array(await(connection.reader().readExactly(2))));
            assertEquals(0, await(connection.reader().read()).remaining());
            finished++;
            connection.close();
            await(connection.writer().waitClosed());
            return Coroutine.done();
        }

        private Coroutine<Connection> open(ServerSocket listening) throws IOException {
            ConnectOptions options = ConnectOptions.defaults().tls(TlsOnes.CLIENT);
            return Streams.openConnection("127.0.0.1", listening.getLocalPort(), options);
        }

        private void awaitQuietly(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
