package dev.reprise.it.conformance;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.WaitFor.waitFor;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.io.AsyncSocket;
import dev.reprise.io.Bytes;
import dev.reprise.io.Datagram;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code test_sock_lowlevel.py}. A socket of the library never blocks, so there is no mode to refuse. */
@Timeout(120)
class SockLowlevelTest {

    private static final String REQUEST = "GET / HTTP/1.0\r\n\r\n";
    private static final String ANSWER = "HTTP/1.0 200 OK";

    private static SocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    @Async
    private static Coroutine<AsyncSocket> listening() throws IOException {
        AsyncSocket listener = AsyncSocket.tcp();
        await(listener.bind(loopback()));
        await(listener.listen(1));
        return Coroutine.of(listener);
    }

    @Nested
    class BaseSockTestsMixin {

        @Test
        void testSockClientOps() throws IOException {
            try (EchoPeers.Peer httpd = EchoPeers.http()) {
                RealLoop.run(() -> basetestSockClientOps(httpd.address()));
                RealLoop.run(() -> basetestSockRecvInto(httpd.address()));
            }
        }

        @Async
        private static Coroutine<Void> basetestSockClientOps(SocketAddress address) throws IOException {
            try (AsyncSocket sock = AsyncSocket.tcp()) {
                await(sock.connect(address));
                await(sock.sendAll(Bytes.utf8(REQUEST)));
                ByteBuffer data = await(sock.recv(1024));
                await(sock.recv(1024));
                assertTrue(Bytes.text(data).startsWith(ANSWER));
            }
            return Coroutine.done();
        }

        @Async
        private static Coroutine<Void> basetestSockRecvInto(SocketAddress address) throws IOException {
            try (AsyncSocket sock = AsyncSocket.tcp()) {
                await(sock.connect(address));
                await(sock.sendAll(Bytes.utf8(REQUEST)));
                ByteBuffer buffer = ByteBuffer.allocate(1024);
                int count = await(sock.recvInto(buffer));
                assertEquals(count, buffer.position());
                await(sock.recvInto(buffer));
                assertTrue(Bytes.text(buffer.flip()).startsWith(ANSWER));
            }
            return Coroutine.done();
        }

        @Test
        void testSockClientRacing() throws IOException {
            try (EchoPeers.Peer httpd = EchoPeers.http()) {
                RealLoop.run(() -> basetestSockRecvRacing(httpd.address()));
                RealLoop.run(() -> basetestSockRecvIntoRacing(httpd.address()));
            }
            RealLoop.run(BaseSockTestsMixin::basetestSockSendRacing);
        }

        @Async
        private static Coroutine<Void> basetestSockRecvRacing(SocketAddress address) throws IOException {
            EventLoop loop = EventLoop.current();
            try (AsyncSocket sock = AsyncSocket.tcp()) {
                await(sock.connect(address));
                Task<ByteBuffer> first = loop.createTask(sock.recv(1024));
                await(interrupt());
                first.cancel();
                Task<Void> sending = loop.createTask(sock.sendAll(Bytes.utf8(REQUEST)));
                ByteBuffer data = await(sock.recv(1024));
                await(sock.recv(1024));
                assertTrue(Bytes.text(data).startsWith(ANSWER));
                assertTrue(first.cancelled());
                await(sending);
            }
            return Coroutine.done();
        }

        @Async
        private static Coroutine<Void> basetestSockRecvIntoRacing(SocketAddress address) throws IOException {
            EventLoop loop = EventLoop.current();
            try (AsyncSocket sock = AsyncSocket.tcp()) {
                await(sock.connect(address));
                ByteBuffer buffer = ByteBuffer.allocate(1024);
                Task<Integer> first = loop.createTask(sock.recvInto(buffer));
                await(interrupt());
                first.cancel();
                Task<Void> sending = loop.createTask(sock.sendAll(Bytes.utf8(REQUEST)));
                await(sock.recvInto(buffer));
                await(sock.recvInto(buffer));
                assertTrue(Bytes.text(buffer.flip()).startsWith(ANSWER));
                await(sending);
            }
            return Coroutine.done();
        }

        @Async
        private static Coroutine<Void> basetestSockSendRacing() throws IOException {
            EventLoop loop = EventLoop.current();
            SocketChannel channel = SocketChannel.open();
            try (AsyncSocket listener = await(listening());
                    AsyncSocket sock = AsyncSocket.of(channel)) {
                sock.option(StandardSocketOptions.SO_SNDBUF, 1024);
                Task<Void> connecting = loop.createTask(sock.connect(listener.localAddress()));
                try (AsyncSocket server = await(listener.accept())) {
                    await(connecting);
                    fill(channel);
                    Task<Void> blocked = loop.createTask(sock.sendAll(Bytes.utf8("hello")));
                    await(interrupt());
                    blocked.cancel();
                    Task<String> received = loop.createTask(receiveAll(server));
                    await(sock.sendAll(Bytes.utf8("world")));
                    sock.shutdownOutput();
                    assertEquals("world", await(received));
                    assertTrue(blocked.cancelled());
                }
            }
            return Coroutine.done();
        }

        /** Until not even a few bytes go. */
        private static void fill(SocketChannel channel) throws IOException {
            for (int size = 8192; size >= 1; size /= 2) {
                ByteBuffer spaces = Bytes.utf8(" ".repeat(size));
                while (channel.write(spaces) > 0) {
                    spaces.rewind();
                }
            }
        }

        /** Returns all that is no space. */
        @Async
        private static Coroutine<String> receiveAll(AsyncSocket server) throws IOException {
            StringBuilder all = new StringBuilder();
            for (ByteBuffer part = await(server.recv(8192)); part.hasRemaining(); part = await(server.recv(8192))) {
                all.append(Bytes.text(part).strip());
            }
            return Coroutine.of(all.toString());
        }

        private static final int SIZE = 1_000_000;

        @Test
        void testHugeContent() throws IOException {
            try (EchoPeers.Peer httpd = EchoPeers.http()) {
                RealLoop.run(() -> basetestHugeContent(httpd.address()));
            }
        }

        @Async
        private static Coroutine<Void> basetestHugeContent(SocketAddress address) throws IOException {
            String chunk = "0123456789".repeat(SIZE / 10);
            try (AsyncSocket sock = AsyncSocket.tcp()) {
                await(sock.connect(address));
                String header = "POST /loop HTTP/1.0\r\nContent-Length: " + SIZE + "\r\n\r\n";
                await(sock.sendAll(Bytes.utf8(header)));
                Task<Void> sending = EventLoop.current().createTask(sock.sendAll(Bytes.utf8(chunk)));
                StringBuilder data = new StringBuilder();
                for (ByteBuffer part = await(sock.recv(SIZE)); part.hasRemaining(); part = await(sock.recv(SIZE))) {
                    data.append(Bytes.text(part));
                }
                assertTrue(data.toString().startsWith(ANSWER));
                assertEquals(chunk, data.substring(data.indexOf("\r\n\r\n") + 4));
                await(sending);
            }
            return Coroutine.done();
        }

        @Test
        void testRecvfrom() throws IOException {
            try (EchoPeers.Peer server = EchoPeers.udp()) {
                RealLoop.run(() -> basetestDatagramRecvfrom(server.address()));
                RealLoop.run(() -> basetestDatagramRecvfromInto(server.address()));
            }
        }

        @Async
        private static Coroutine<Void> basetestDatagramRecvfrom(SocketAddress address) throws IOException {
            try (AsyncSocket sock = AsyncSocket.udp()) {
                ByteBuffer data = Bytes.utf8("\1".repeat(4096));
                assertEquals(4096, await(sock.sendTo(data, address)));
                Datagram received = await(sock.recvFrom(4096));
                assertEquals(data.rewind(), received.data());
                assertEquals(address, received.sender());
            }
            return Coroutine.done();
        }

        @Async
        private static Coroutine<Void> basetestDatagramRecvfromInto(SocketAddress address) throws IOException {
            try (AsyncSocket sock = AsyncSocket.udp()) {
                ByteBuffer data = Bytes.utf8("\1".repeat(4096));
                await(sock.sendTo(data, address));
                ByteBuffer buffer = ByteBuffer.allocate(8192);
                assertEquals(address, await(sock.recvFromInto(buffer)));
                assertEquals(data.rewind(), buffer.flip());
            }
            return Coroutine.done();
        }

        @Test
        void testSockAccept() throws IOException {
            RealLoop.run(() -> {
                try (AsyncSocket listener = await(listening());
                        SocketChannel client = SocketChannel.open(listener.localAddress());
                        AsyncSocket conn = await(listener.accept())) {
                    assertEquals(client.getLocalAddress(), conn.remoteAddress());
                    assertEquals(listener.localAddress(), client.getRemoteAddress());
                }
                return Coroutine.done();
            });
        }

        @Test
        void testCancelSockAccept() throws IOException {
            RealLoop.run(() -> {
                AsyncSocket listener = await(listening());
                SocketAddress address = listener.localAddress();
                boolean timedOut = false;
                try {
                    await(waitFor(listener.accept(), Duration.ofMillis(100)));
                } catch (TimedOutException expected) {
                    timedOut = true;
                }
                assertTrue(timedOut);
                listener.close();
                boolean refused = false;
                try (AsyncSocket client = AsyncSocket.tcp()) {
                    await(client.connect(address));
                } catch (ConnectException expected) {
                    refused = true;
                }
                assertTrue(refused);
                return Coroutine.done();
            });
        }
    }
}
