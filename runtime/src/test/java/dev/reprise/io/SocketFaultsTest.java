package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Recorder.bytes;
import static dev.reprise.task.Sleep.interrupt;
import static dev.reprise.task.Threads.toThread;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What peers do that no program wants: the JDK's blocking sockets play them. {@link RealLoop} sees to it that nothing is left. */
class SocketFaultsTest {

    /** A protocol's connection and the peer that a test plays. */
    private record Ends<P>(P protocol, Socket peer) {}

    private static <P extends Recorder> void between(
            Function<EventLoop, P> factory, AsyncFunction<Ends<P>, Void, Exception> block) throws Exception {
        RealLoop.run(loop -> {
            List<P> served = new ArrayList<>();
            Server server = await(Network.createServer(
                    () -> {
                        P protocol = factory.apply(loop);
                        served.add(protocol);
                        return protocol;
                    },
                    "127.0.0.1",
                    0));
            InetSocketAddress address =
                    (InetSocketAddress) server.localAddresses().get(0);
            try (Socket peer = new Socket(address.getAddress(), address.getPort())) {
                while (served.isEmpty() || served.get(0).calls.isEmpty()) {
                    await(interrupt());
                }
                await(block.apply(new Ends<>(served.get(0), peer)));
            }
            await(served.get(0).lost());
            assertEquals(
                    List.of("connectionMade", "connectionLost"),
                    served.get(0).calls.stream()
                            .filter(call -> call.startsWith("connection"))
                            .toList());
            server.close();
            return server.waitClosed();
        });
    }

    /** Closes so that the other end is told of a reset. */
    private static void reset(Socket peer) throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    /** Writes without regard to what the peer takes, until the kernel takes no more. */
    private static void fill(Transport transport) {
        while (transport.writeBufferSize() == 0) {
            transport.write(ByteBuffer.wrap(new byte[1 << 20]));
        }
    }

    @Test
    void aResetInMidReadReachesTheProtocol() throws Exception {
        between(Recorder::new, ends -> {
            ends.peer.getOutputStream().write("half".getBytes(UTF_8));
            await(ends.protocol.received(4));
            reset(ends.peer);
            await(ends.protocol.lost());
            assertInstanceOf(IOException.class, ends.protocol.end().orElseThrow());
            return Coroutine.done();
        });
    }

    @Test
    void aResetInMidWriteReachesTheProtocol() throws Exception {
        between(Recorder::new, ends -> {
            ends.protocol.transport().pauseReading();
            fill(ends.protocol.transport());
            reset(ends.peer);
            await(ends.protocol.lost());
            assertInstanceOf(IOException.class, ends.protocol.end().orElseThrow());
            assertEquals(0, ends.protocol.transport().writeBufferSize());
            return Coroutine.done();
        });
    }

    @Test
    void aWriteAfterAResetReachesTheProtocol() throws Exception {
        between(Recorder::new, ends -> {
            ends.protocol.transport().pauseReading();
            reset(ends.peer);
            while (!ends.protocol.transport().isClosing()) {
                ends.protocol.transport().write(bytes("anybody?"));
                await(interrupt());
            }
            await(ends.protocol.lost());
            assertInstanceOf(IOException.class, ends.protocol.end().orElseThrow());
            return Coroutine.done();
        });
    }

    /** Writes whenever it may, as a protocol should. */
    private static final class Obedient extends Recorder {

        private static final int PIECE = 10_000;

        private final byte[] data = new byte[16_000_000];
        private int written;
        private boolean paused;
        int mostBuffered;

        Obedient(EventLoop loop) {
            super(loop);
            new Random(1).nextBytes(data);
        }

        void writeOn() {
            while (!paused && written < data.length) {
                int count = Math.min(PIECE, data.length - written);
                transport().write(ByteBuffer.wrap(data, written, count));
                written += count;
                mostBuffered = Math.max(mostBuffered, transport().writeBufferSize());
            }
            if (written == data.length) {
                transport().close();
            }
        }

        @Override
        public void pauseWriting() {
            paused = true;
            super.pauseWriting();
        }

        @Override
        public void resumeWriting() {
            paused = false;
            writeOn();
        }
    }

    @Test
    void aPeerThatNeverReadsCostsNoMoreThanTheWaterMark() throws Exception {
        between(Obedient::new, ends -> {
            ends.protocol.writeOn();
            for (int i = 0; i < 1000; i++) {
                await(interrupt());
            }
            assertTrue(ends.protocol.calls.contains("pauseWriting"));
            assertTrue(ends.protocol.written < ends.protocol.data.length);
            assertTrue(
                    ends.protocol.mostBuffered <= (64 << 10) + Obedient.PIECE,
                    () -> ends.protocol.mostBuffered + " bytes were buffered");
            byte[] read = await(toThread(() -> ends.peer.getInputStream().readAllBytes()));
            assertArrayEquals(ends.protocol.data, read);
            assertTrue(ends.protocol.mostBuffered <= (64 << 10) + Obedient.PIECE);
            return Coroutine.done();
        });
    }

    @Test
    void aPeerThatSendsOneByteAtATimeIsUnderstood() throws Exception {
        between(Recorder::new, ends -> {
            String text = "one byte at a time";
            ends.peer.setTcpNoDelay(true);
            for (byte next : text.getBytes(UTF_8)) {
                ends.peer.getOutputStream().write(next);
                await(ends.protocol.received(ends.protocol.count() + 1));
            }
            assertEquals(text, ends.protocol.text());
            return Coroutine.done();
        });
    }

    /** Keeps the connection open at the end of the input. */
    private static final class HalfOpen extends Recorder {

        HalfOpen(EventLoop loop) {
            super(loop);
        }

        @Override
        public boolean eofReceived() {
            super.eofReceived();
            return true;
        }
    }

    @Test
    void trap27AHalfOpenConnectionIsWrittenTo() throws Exception {
        between(HalfOpen::new, ends -> {
            ends.peer.getOutputStream().write("request".getBytes(UTF_8));
            ends.peer.shutdownOutput();
            await(ends.protocol.called("eofReceived"));
            assertEquals("request", ends.protocol.text());
            for (int i = 0; i < 200; i++) {
                await(interrupt());
            }
            assertEquals(List.of("connectionMade", "eofReceived"), ends.protocol.calls, "the end is told once");
            ends.protocol.transport().write(bytes("answer"));
            ends.protocol.transport().close();
            String answer =
                    await(toThread(() -> new String(ends.peer.getInputStream().readAllBytes(), UTF_8)));
            assertEquals("answer", answer);
            return Coroutine.done();
        });
    }

    @Test
    void whatIsHalfClosedHereIsStillRead() throws Exception {
        between(Recorder::new, ends -> {
            ends.protocol.transport().write(bytes("request"));
            ends.protocol.transport().writeEof();
            String request =
                    await(toThread(() -> new String(ends.peer.getInputStream().readAllBytes(), UTF_8)));
            assertEquals("request", request);
            ends.peer.getOutputStream().write("answer".getBytes(UTF_8));
            await(ends.protocol.received(6));
            assertFalse(ends.protocol.transport().isClosing());
            ends.peer.shutdownOutput();
            await(ends.protocol.lost());
            assertEquals(Optional.empty(), ends.protocol.end());
            return Coroutine.done();
        });
    }

    @Test
    void thousandsWhoConnectAtOnceAreAllServed() throws Exception {
        int clients = 3000;
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(
                    Echo::new, "127.0.0.1", 0, ServerOptions.defaults().backlog(clients)));
            InetSocketAddress address =
                    (InetSocketAddress) server.localAddresses().get(0);
            List<Task<Void>> talks = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                talks.add(loop.createTask(talk(loop, address, "client " + i)));
            }
            for (Task<Void> talk : talks) {
                await(talk);
            }
            server.close();
            return server.waitClosed();
        });
    }

    @Async
    private static Coroutine<Void> talk(EventLoop loop, InetSocketAddress address, String text) throws IOException {
        Connected<Recorder> client =
                await(Network.createConnection(() -> new Recorder(loop), List.of(address), ConnectOptions.defaults()));
        client.transport().write(bytes(text));
        await(client.protocol().received(text.length()));
        assertEquals(text, client.protocol().text());
        client.transport().close();
        await(client.protocol().lost());
        return Coroutine.done();
    }
}
