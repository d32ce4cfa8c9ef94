package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Gather.gather;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsyncSocketTest {

    private final List<String> log = new ArrayList<>();

    /** Two ends of a connection. */
    private record Pair(AsyncSocket client, AsyncSocket server) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
        }
    }

    @Async
    private static Coroutine<Pair> connected() throws IOException {
        try (AsyncSocket listening = await(listening())) {
            AsyncSocket client = AsyncSocket.tcp();
            await(client.connect(listening.localAddress()));
            return Coroutine.of(new Pair(client, await(listening.accept())));
        }
    }

    static SocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** Returns a socket that listens on a free port. */
    @Async
    static Coroutine<AsyncSocket> listening() throws IOException {
        AsyncSocket server = AsyncSocket.tcp();
        await(server.bind(loopback(0)));
        await(server.listen());
        return Coroutine.of(server);
    }

    // ---------------------------------------------------------------------------------------------------- connections

    @Async
    private Coroutine<Void> serveOnce(AsyncSocket server) throws IOException {
        try (AsyncSocket client = await(server.accept())) {
            log.add("server got " + Bytes.text(await(client.recv(1024))));
            await(client.sendAll(Bytes.utf8("answer")));
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> ask(AsyncSocket client, SocketAddress address) throws IOException {
        await(client.connect(address));
        assertEquals(address, client.remoteAddress());
        await(client.sendAll(Bytes.utf8("question")));
        log.add("client got " + Bytes.text(await(client.recv(1024))));
        log.add("client got " + Bytes.text(await(client.recv(1024))));
        return Coroutine.done();
    }

    private static final List<String> TALK = List.of("server got question", "client got answer", "client got ");

    private void talk(AsyncSocket server, AsyncSocket client, SocketAddress address) throws IOException {
        RealLoop.run(loop -> {
            try (server;
                    client) {
                await(server.bind(address));
                await(server.listen());
                await(gather(serveOnce(server), ask(client, server.localAddress())));
            }
            return Coroutine.done();
        });
        assertEquals(TALK, log);
        assertFalse(server.isOpen() || client.isOpen());
    }

    @Test
    void tcp() throws IOException {
        talk(AsyncSocket.tcp(), AsyncSocket.tcp(), loopback(0));
    }

    @Test
    void ipv4() throws IOException {
        talk(
                AsyncSocket.tcp(StandardProtocolFamily.INET),
                AsyncSocket.tcp(StandardProtocolFamily.INET),
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    @Test
    void ipv6() throws IOException {
        Machine.requireIpv6();
        talk(
                AsyncSocket.tcp(StandardProtocolFamily.INET6),
                AsyncSocket.tcp(StandardProtocolFamily.INET6),
                Machine.ipv6Loopback());
    }

    @Test
    void unixDomain(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("socket");
        AsyncSocket server = AsyncSocket.unix();
        AsyncSocket client = AsyncSocket.unix();
        RealLoop.run(loop -> {
            try (server;
                    client) {
                await(server.bind(path));
                await(server.listen());
                await(gather(serveOnce(server), ask(client, server.localAddress())));
                try (AsyncSocket second = AsyncSocket.unix()) {
                    await(second.connect(path));
                }
            }
            return Coroutine.done();
        });
        assertEquals(TALK, log);
    }

    @Test
    void hostNamesAreResolved() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket server = AsyncSocket.tcp();
                    AsyncSocket client = AsyncSocket.tcp()) {
                await(server.bind("localhost", 0));
                await(server.listen());
                int port = ((InetSocketAddress) server.localAddress()).getPort();
                await(client.connect("localhost", port));
                assertNotNull(client.remoteAddress());
            }
            return Coroutine.done();
        });
    }

    @Test
    void anUnknownHostIsNamed() throws IOException {
        AsyncSocket client = AsyncSocket.tcp();
        UnknownHostException failure = assertThrows(
                UnknownHostException.class, () -> RealLoop.run(loop -> client.connect("nowhere.invalid", 1)));
        assertTrue(String.valueOf(failure.getMessage()).contains("nowhere.invalid"), failure.toString());
        assertFalse(client.isOpen());
    }

    @Test
    void nobodyCanConnectBetweenBindAndListen() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket server = AsyncSocket.tcp()) {
                await(server.bind(loopback(0)));
                SocketAddress address = server.localAddress();
                String refused = await(refusal(address));
                assertTrue(refused.equals(ConnectErrors.text(address) + ": Connection refused"), refused);
                await(server.listen());
                assertEquals(address, server.localAddress());
                try (AsyncSocket client = AsyncSocket.tcp()) {
                    await(client.connect(address));
                }
            }
            return Coroutine.done();
        });
    }

    /** Returns what a refused connect says. */
    @Async
    private static Coroutine<String> refusal(SocketAddress address) throws IOException {
        AsyncSocket client = AsyncSocket.tcp();
        try {
            await(client.connect(address));
        } catch (ConnectException refused) {
            assertFalse(client.isOpen());
            return Coroutine.of(String.valueOf(refused.getMessage()));
        }
        throw new AssertionError("it was accepted: " + client);
    }

    @Test
    void aListeningSocketThatIsClosedTakesNoConnectionsFromThatMoment() throws IOException {
        RealLoop.run(loop -> {
            AsyncSocket server = await(listening());
            SocketAddress address = server.localAddress();
            Task<AsyncSocket> accepting = loop.createTask(server.accept());
            await(interrupt());
            server.close();
            assertTrue(await(refusal(address)).endsWith(": Connection refused"));
            assertThrows(AsynchronousCloseException.class, accepting::result);
            try (AsyncSocket again = AsyncSocket.tcp()) {
                await(again.bind(address));
                await(again.listen());
            }
            return Coroutine.done();
        });
    }

    @Test
    void anAddressInUseIsNamed() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket server = await(listening());
                    AsyncSocket second = AsyncSocket.tcp()) {
                SocketAddress address = server.localAddress();
                try {
                    await(second.bind(address));
                    throw new AssertionError("bound");
                } catch (BindException inUse) {
                    assertTrue(
                            String.valueOf(inUse.getMessage()).startsWith(ConnectErrors.text(address) + ": "),
                            inUse.toString());
                }
            }
            return Coroutine.done();
        });
    }

    // ------------------------------------------------------------------------------------------------ receive and send

    @Test
    void receivedBytesAreTheCallersOwn() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                await(pair.client().sendAll(Bytes.utf8("first")));
                ByteBuffer first = await(pair.server().recv(1024));
                await(pair.client().sendAll(Bytes.utf8("other")));
                ByteBuffer second = await(pair.server().recv(1024));
                assertEquals("first", Bytes.text(first));
                assertEquals("other", Bytes.text(second));
                assertEquals(5, first.capacity());
            }
            return Coroutine.done();
        });
    }

    @Test
    void noMoreThanWasAskedForIsTaken() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                await(pair.client().sendAll(Bytes.utf8("abcdef")));
                assertEquals("abc", Bytes.text(await(pair.server().recv(3))));
                assertEquals("", Bytes.text(await(pair.server().recv(0))));
                ByteBuffer target = ByteBuffer.allocate(5).put((byte) '-').limit(3);
                assertEquals(2, await(pair.server().recvInto(target)));
                assertEquals(0, await(pair.server().recvInto(target)));
                assertEquals("-de", Bytes.text(target.flip()));
                ByteBuffer direct = ByteBuffer.allocateDirect(5);
                assertEquals(1, await(pair.server().recvInto(direct)));
                assertEquals("f", Bytes.text(direct.flip()));
                pair.client().shutdownOutput();
                assertEquals(0, await(pair.server().recvInto(direct.clear())));
            }
            return Coroutine.done();
        });
        assertThrows(
                IllegalArgumentException.class,
                () -> RealLoop.run(loop -> {
                    try (Pair pair = await(connected())) {
                        return Coroutine.of(await(pair.server().recv(-1)));
                    }
                }));
    }

    @Test
    void bothDirectionsAtOnceWithMoreThanTheSystemBuffers() throws IOException {
        int length = 10_000_000;
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                await(gather(
                        pair.client().sendAll(pattern(length, false)),
                        pair.server().sendAll(pattern(length, true)),
                        expectPattern(pair.client(), length),
                        expectPattern(pair.server(), length)));
            }
            return Coroutine.done();
        });
    }

    private static ByteBuffer pattern(int length, boolean direct) {
        ByteBuffer data = direct ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
        for (int i = 0; i < length; i++) {
            data.put((byte) (i % 251));
        }
        return data.flip();
    }

    @Async
    private static Coroutine<Void> expectPattern(AsyncSocket socket, int length) throws IOException {
        int received = 0;
        while (received < length) {
            ByteBuffer part = await(socket.recv(100_000));
            assertTrue(part.hasRemaining() && part.remaining() <= 64 * 1024);
            while (part.hasRemaining()) {
                assertEquals((byte) (received++ % 251), part.get());
            }
        }
        return Coroutine.done();
    }

    @Test
    void sendTellsHowMuchWasTaken() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                ByteBuffer data = ByteBuffer.allocateDirect(50_000_000);
                int sent = await(pair.client().send(data));
                assertTrue(sent > 0 && sent < 50_000_000);
                assertEquals(sent, data.position());
                assertEquals(0, await(pair.client().send(ByteBuffer.allocate(0))));
            }
            return Coroutine.done();
        });
    }

    @Test
    void eachSideCanBeShutDown() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                pair.client().shutdownOutput();
                assertEquals("", Bytes.text(await(pair.server().recv(10))));
                await(pair.server().sendAll(Bytes.utf8("still")));
                assertEquals("still", Bytes.text(await(pair.client().recv(10))));
                pair.client().shutdownInput();
                assertEquals("", Bytes.text(await(pair.client().recv(10))));
            }
            return Coroutine.done();
        });
    }

    // ------------------------------------------------------------------------------------------- cancelled and closed

    @Test
    void aCancelledReceiveHasTakenNothing() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                Task<ByteBuffer> cancelled = loop.createTask(pair.server().recv(10));
                await(interrupt());
                cancelled.cancel();
                Task<ByteBuffer> next = loop.createTask(pair.server().recv(10));
                await(interrupt());
                assertTrue(cancelled.cancelled());
                await(pair.client().sendAll(Bytes.utf8("kept")));
                assertEquals("kept", Bytes.text(await(next)));
            }
            return Coroutine.done();
        });
    }

    @Test
    void aCancelledSendTellsWhatWasSent() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                ByteBuffer data = pattern(20_000_000, true);
                Task<Void> cancelled = loop.createTask(pair.client().sendAll(data));
                await(interrupt());
                cancelled.cancel();
                await(interrupt());
                assertTrue(cancelled.cancelled());
                int sent = data.position();
                assertTrue(sent > 0 && sent < data.limit());
                pair.client().shutdownOutput();
                await(expectPattern(pair.server(), sent));
                assertEquals("", Bytes.text(await(pair.server().recv(1))));
            }
            return Coroutine.done();
        });
    }

    @Test
    void aCancelledConnectClosesTheSocket() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket server = AsyncSocket.tcp()) {
                await(server.bind(loopback(0)));
                await(server.listen());
                AsyncSocket client = AsyncSocket.tcp(StandardProtocolFamily.INET);
                Task<Void> connecting = loop.createTask(client.connect(server.localAddress()));
                loop.callSoon(connecting::cancel);
                await(interrupt());
                await(interrupt());
                assertTrue(connecting.done());
                assertEquals(!connecting.cancelled(), client.isOpen());
                client.close();
            }
            return Coroutine.done();
        });
    }

    @Test
    void whoWaitsIsToldThatAnotherTaskClosedTheSocket() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                AsyncSocket server = pair.server();
                Task<ByteBuffer> receiving = loop.createTask(server.recv(10));
                Task<Void> sending = loop.createTask(server.sendAll(ByteBuffer.allocateDirect(50_000_000)));
                await(interrupt());
                server.close();
                server.close();
                await(interrupt());
                AsynchronousCloseException failure = assertThrows(AsynchronousCloseException.class, receiving::result);
                assertTrue(String.valueOf(failure.getMessage()).contains("closed while a task waited to receive"));
                assertThrows(AsynchronousCloseException.class, sending::result);
                try {
                    await(server.recv(10));
                    throw new AssertionError("received");
                } catch (ClosedChannelException closed) {
                    return Coroutine.done();
                }
            }
        });
    }

    // ------------------------------------------------------------------------------------------------ several tasks

    @Test
    void aSecondTaskInTheSameDirectionIsRefused() throws IOException {
        RealLoop.run(loop -> {
            try (Pair pair = await(connected())) {
                AsyncSocket server = pair.server();
                Task<ByteBuffer> receiving = loop.createTask(server.recv(10));
                Task<Void> sending = loop.createTask(server.sendAll(ByteBuffer.allocateDirect(50_000_000)));
                await(interrupt());
                List<String> refused = List.of(
                        await(refusedUse(() -> server.recv(1))),
                        await(refusedUse(() -> server.recvInto(ByteBuffer.allocate(1)))),
                        await(refusedUse(() -> server.send(Bytes.utf8("x")))),
                        await(refusedUse(() -> server.sendAll(Bytes.utf8("x")))));
                assertTrue(refused.get(0).startsWith("another task is waiting to receive on <AsyncSocket TCP "));
                assertTrue(refused.get(3).startsWith("another task is waiting to send on <AsyncSocket TCP "));
                receiving.cancel();
                sending.cancel();
                await(interrupt());
            }
            return Coroutine.done();
        });
    }

    @Async
    private static <T extends @Nullable Object> Coroutine<String> refusedUse(AsyncCallable<T, IOException> use)
            throws IOException {
        try {
            await(use.call());
        } catch (IllegalStateException refused) {
            return Coroutine.of(String.valueOf(refused.getMessage()));
        }
        throw new AssertionError("it was not refused");
    }

    @Test
    void severalMayWaitToAcceptAndAreServedInTheirOrder() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket server = await(listening())) {
                List<Task<SocketAddress>> accepting = List.of(
                        loop.createTask(acceptOnce(server)),
                        loop.createTask(acceptOnce(server)),
                        loop.createTask(acceptOnce(server)));
                await(interrupt());
                accepting.get(1).cancel();
                try (AsyncSocket first = AsyncSocket.tcp();
                        AsyncSocket second = AsyncSocket.tcp()) {
                    await(first.connect(server.localAddress()));
                    assertEquals(first.localAddress(), await(accepting.get(0)));
                    await(second.connect(server.localAddress()));
                    assertEquals(second.localAddress(), await(accepting.get(2)));
                }
                assertTrue(accepting.get(1).cancelled());
            }
            return Coroutine.done();
        });
    }

    @Async
    private static Coroutine<SocketAddress> acceptOnce(AsyncSocket server) throws IOException {
        try (AsyncSocket client = await(server.accept())) {
            return Coroutine.of(client.remoteAddress());
        }
    }

    @Test
    void itBelongsToOneLoop() throws IOException {
        AsyncSocket server = RealLoop.run(loop -> {
            AsyncSocket listening = await(listening());
            Task<AsyncSocket> accepting = loop.createTask(listening.accept());
            await(interrupt());
            accepting.cancel();
            return Coroutine.of(listening);
        });
        String message = assertThrows(IllegalStateException.class, () -> RealLoop.run(loop -> server.accept()))
                .getMessage();
        assertTrue(String.valueOf(message).contains("belongs to another event loop"), message);
        server.close();
    }

    // ----------------------------------------------------------------------------------------- options and wrong use

    @Test
    void optionsAreThoseOfTheSystem() throws IOException {
        try (AsyncSocket socket = AsyncSocket.tcp()) {
            socket.option(StandardSocketOptions.TCP_NODELAY, true).option(StandardSocketOptions.SO_RCVBUF, 20_000);
            assertTrue(socket.option(StandardSocketOptions.TCP_NODELAY));
            int buffer = socket.option(StandardSocketOptions.SO_RCVBUF);
            RealLoop.run(loop -> {
                await(socket.bind(loopback(0)));
                await(socket.listen());
                return Coroutine.done();
            });
            assertEquals(buffer, socket.option(StandardSocketOptions.SO_RCVBUF));
            assertThrows(
                    UnsupportedOperationException.class, () -> socket.option(StandardSocketOptions.TCP_NODELAY, true));
        }
    }

    @Test
    void wrongUseSaysWhatIsRight() throws IOException {
        try (AsyncSocket tcp = AsyncSocket.tcp();
                AsyncSocket udp = AsyncSocket.udp()) {
            assertThrows(IllegalStateException.class, tcp::localAddress);
            assertWrong("does not listen: await listen() before accept()", () -> tcp.accept());
            assertWrong("has no datagrams: use a UDP socket", () -> tcp.recvFrom(1));
            assertWrong("has no connection: use a TCP socket", () -> udp.listen());
            RealLoop.run(loop -> tcp.listen());
            assertWrong("has no connection: use what accept() returns", () -> tcp.recv(1));
            assertWrong("has no connection: use what accept() returns", () -> tcp.connect(loopback(1)));
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> RealLoop.run(loop -> AsyncSocket.unix().connect(loopback(1))));
        assertThrows(
                IllegalArgumentException.class, () -> AsyncSocket.of(Pipe.open().source()));
    }

    private <T extends @Nullable Object> void assertWrong(String expected, AsyncCallable<T, IOException> use) {
        String message = assertThrows(IllegalStateException.class, () -> RealLoop.run(loop -> use.call()))
                .getMessage();
        assertTrue(String.valueOf(message).contains(expected), message);
    }

    @Test
    void aChannelCanBeTakenOverAndGivenAway() throws IOException {
        SocketChannel channel = RealLoop.run(loop -> {
            try (AsyncSocket server = await(listening())) {
                AsyncSocket client = AsyncSocket.of(SocketChannel.open());
                await(client.connect(server.localAddress()));
                try (AsyncSocket accepted = await(server.accept())) {
                    assertThrows(IllegalStateException.class, server::remoteAddress);
                    assertNotNull(accepted.remoteAddress());
                    SocketChannel own = (SocketChannel) client.detach();
                    client.close();
                    assertFalse(client.isOpen());
                    return Coroutine.of(own);
                }
            }
        });
        assertTrue(channel.isOpen() && channel.isConnected());
        assertFalse(channel.isRegistered());
        channel.close();
    }
}
