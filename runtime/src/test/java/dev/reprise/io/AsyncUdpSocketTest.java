package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link AsyncSocket} with datagrams. */
class AsyncUdpSocketTest {

    @Async
    private static Coroutine<AsyncSocket> bound() throws IOException {
        AsyncSocket socket = AsyncSocket.udp();
        await(socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        return Coroutine.of(socket);
    }

    @Test
    void datagramsKeepTheirBoundsAndTellTheirSender() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket one = await(bound());
                    AsyncSocket other = await(bound())) {
                SocketAddress target = other.localAddress();
                assertEquals(5, await(one.sendTo(Bytes.utf8("hello"), target)));
                assertEquals(0, await(one.sendTo(Bytes.utf8(""), target)));
                assertEquals(7, await(one.sendTo(Bytes.utf8("too long"), target)) - 1);
                assertEquals(4, await(one.sendTo(Bytes.utf8("last"), target)));
                assertEquals(new Datagram(Bytes.utf8("hello"), one.localAddress()), await(other.recvFrom(100)));
                assertEquals(new Datagram(Bytes.utf8(""), one.localAddress()), await(other.recvFrom(100)));
                assertEquals("too", Bytes.text(await(other.recv(3))));
                ByteBuffer buffer = ByteBuffer.allocate(10).position(3);
                assertEquals(one.localAddress(), await(other.recvFromInto(buffer)));
                assertEquals(7, buffer.position());
                assertEquals("last", Bytes.text(buffer.flip().position(3)));
            }
            return Coroutine.done();
        });
    }

    @Test
    void theLargestDatagramArrivesWhole() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket one = await(bound());
                    AsyncSocket other = await(bound())) {
                ByteBuffer data = ByteBuffer.allocate(65_507).put(65_506, (byte) 1);
                await(one.sendTo(data, other.localAddress()));
                assertEquals(data.flip(), await(other.recv(1_000_000)));
                boolean refused = false;
                try {
                    await(one.sendTo(ByteBuffer.allocate(65_508), other.localAddress()));
                } catch (IOException tooLong) {
                    refused = true;
                }
                assertTrue(refused);
            }
            return Coroutine.done();
        });
    }

    @Test
    void connectedItHasOnePeer() throws IOException {
        RealLoop.run(loop -> {
            AsyncSocket server = await(bound());
            try (AsyncSocket client = AsyncSocket.udp()) {
                await(client.connect(server.localAddress()));
                assertEquals(server.localAddress(), client.remoteAddress());
                assertEquals(2, await(client.send(Bytes.utf8("hi"))));
                Datagram hi = await(server.recvFrom(10));
                await(server.sendTo(hi.data().duplicate(), hi.sender()));
                ByteBuffer target = ByteBuffer.allocate(10);
                assertEquals(2, await(client.recvInto(target)));
                assertEquals("hi", Bytes.text(target.flip()));
                server.close();
                await(client.send(Bytes.utf8("gone?")));
                boolean told = false;
                try {
                    await(client.recv(10));
                } catch (PortUnreachableException expected) {
                    told = true;
                }
                assertTrue(told);
            }
            return Coroutine.done();
        });
        assertThrows(
                UnsupportedOperationException.class,
                () -> RealLoop.run(loop -> {
                    try (AsyncSocket server = await(bound());
                            AsyncSocket client = AsyncSocket.udp()) {
                        await(client.connect(server.localAddress()));
                        return Coroutine.of(await(client.send(Bytes.utf8(""))));
                    }
                }));
    }

    @Test
    void severalTasksMayWaitForDatagrams() throws IOException {
        RealLoop.run(loop -> {
            AsyncSocket other = await(bound());
            try (AsyncSocket one = await(bound())) {
                List<Task<ByteBuffer>> waiting =
                        List.of(loop.createTask(other.recv(10)), loop.createTask(other.recv(10)));
                Task<ByteBuffer> third = loop.createTask(other.recv(10));
                await(interrupt());
                await(one.sendTo(Bytes.utf8("first"), other.localAddress()));
                await(one.sendTo(Bytes.utf8("second"), other.localAddress()));
                assertEquals("first", Bytes.text(await(waiting.get(0))));
                assertEquals("second", Bytes.text(await(waiting.get(1))));
                other.close();
                await(interrupt());
                assertThrows(AsynchronousCloseException.class, third::result);
            }
            return Coroutine.done();
        });
    }
}
