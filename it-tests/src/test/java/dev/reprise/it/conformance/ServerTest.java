package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.createTask;
import static dev.reprise.Reprise.interrupt;
import static dev.reprise.Reprise.toThread;
import static dev.reprise.it.conformance.Awaited.raises;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.io.Connection;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.StreamReader;
import dev.reprise.io.StreamWriter;
import dev.reprise.io.Streams;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** {@code test_server.py}. */
class ServerTest {

    private static int portOf(Server server) {
        return ((InetSocketAddress) server.localAddresses().get(0)).getPort();
    }

    @Nested
    class BaseStartServer {

        /** Blocks; returns what the server says until it closes. */
        private static byte[] talk(int port) throws IOException {
            byte[] hello = new byte[5 * 1024 + 1];
            hello[hello.length - 1] = '\n';
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                socket.getOutputStream().write(hello);
                return socket.getInputStream().readAllBytes();
            }
        }

        @Async
        private static Coroutine<Void> main(Server server) throws IOException {
            try (server) {
                await(server.serveForever());
            }
            return Coroutine.done();
        }

        @Test
        void testStartServer1() throws Exception {
            RealLoop.run(() -> {
                List<Task<Void>> main = new ArrayList<>();
                Server server = await(Streams.startServer(
                        (reader, writer) -> serve(main.get(0), reader, writer),
                        "127.0.0.1",
                        0,
                        ServerOptions.defaults().startServing(false)));
                assertFalse(server.isServing());
                int port = portOf(server);
                main.add(createTask(main(server)));
                await(interrupt());
                assertTrue(server.isServing());
                byte[] answer = await(toThread(() -> talk(port)));
                assertEquals(1, answer.length);
                await(raises(CancelledError.class, main.get(0)));

                assertEquals(List.of(), server.localAddresses());
                assertFalse(server.isServing());
                Throwable closed = await(raises(IllegalStateException.class, server.serveForever()));
                assertTrue(String.valueOf(closed.getMessage()).contains("is closed"), closed::toString);
                return Coroutine.done();
            });
        }

        @Async
        private static Coroutine<Void> serve(Task<Void> main, StreamReader reader, StreamWriter writer)
                throws IOException {
            await(reader.readLine());
            main.cancel();
            writer.write("1");
            writer.close();
            await(writer.waitClosed());
            return Coroutine.done();
        }
    }

    @Nested
    class TestServer2 {

        @Async
        private static Coroutine<Void> serve(StreamReader reader, StreamWriter writer) throws IOException {
            try {
                await(reader.read());
            } finally {
                writer.close();
                await(writer.waitClosed());
            }
            return Coroutine.done();
        }

        @Test
        void testWaitClosedBasic() throws Exception {
            RealLoop.run(() -> {
                Server server = await(Streams.startServer(TestServer2::serve, "127.0.0.1", 0));
                Task<Void> first = createTask(server.waitClosed());
                await(interrupt());
                assertFalse(first.done());

                try (Connection connection = await(Streams.openConnection("127.0.0.1", portOf(server)))) {
                    Task<Void> second = createTask(server.waitClosed());
                    await(interrupt());
                    assertFalse(first.done());
                    assertFalse(second.done());

                    await(accepted(connection));
                    server.close();
                    await(interrupt());
                    Task<Void> third = createTask(server.waitClosed());
                    await(interrupt());
                    assertFalse(first.done());
                    assertFalse(second.done());
                    assertFalse(third.done());

                    connection.writer().close();
                    await(connection.writer().waitClosed());
                    await(first);
                    await(second);
                    await(third);
                    await(server.waitClosed());
                }
                return Coroutine.done();
            });
        }

        /** CPython's loop looks for connections in each pass; this one does when nothing else is ready. */
        @Async
        private static Coroutine<Void> accepted(Connection connection) throws IOException {
            connection.writer().write("x");
            await(connection.writer().drain());
            for (int i = 0; i < 200; i++) {
                await(interrupt());
            }
            return Coroutine.done();
        }

        @Test
        void testCloseClients() throws Exception {
            RealLoop.run(() -> {
                Server server = await(Streams.startServer(TestServer2::serve, "127.0.0.1", 0));
                try (Connection connection = await(Streams.openConnection("127.0.0.1", portOf(server)))) {
                    await(accepted(connection));
                    Task<Void> task = createTask(server.waitClosed());
                    await(interrupt());
                    assertFalse(task.done());

                    server.close();
                    server.closeClients();
                    await(interrupt());
                    await(interrupt());
                    assertTrue(task.done());
                    await(connection.reader().read());
                    connection.writer().close();
                    await(connection.writer().waitClosed());
                }
                return Coroutine.done();
            });
        }
    }
}
