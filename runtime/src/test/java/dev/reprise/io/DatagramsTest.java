package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** UDP endpoints on real sockets of this machine. */
class DatagramsTest {

    /** Answers each datagram. */
    private static final class Echoing extends DatagramRecorder {

        private @Nullable DatagramTransport transport;

        Echoing(EventLoop loop) {
            super(loop);
        }

        @Override
        public void connectionMade(DatagramTransport made) {
            super.connectionMade(made);
            transport = made;
        }

        @Override
        public void datagramReceived(ByteBuffer data, SocketAddress sender) {
            Objects.requireNonNull(transport).sendTo(Bytes.utf8("answer to " + Bytes.text(data.duplicate())), sender);
            super.datagramReceived(data, sender);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Async
    private static <P extends DatagramProtocol> Coroutine<DatagramEndpoint<P>> bound(P protocol) throws IOException {
        return Datagrams.createDatagramEndpoint(() -> protocol, loopback(0), null);
    }

    @Async
    private static Coroutine<Void> closed(DatagramEndpoint<? extends DatagramRecorder> endpoint) {
        endpoint.transport().close();
        await(endpoint.protocol().told(endpoint.protocol().calls.size() + 1));
        assertEquals(
                "lost", endpoint.protocol().calls.get(endpoint.protocol().calls.size() - 1));
        return Coroutine.done();
    }

    private static void talk(InetSocketAddress address) throws IOException {
        RealLoop.run(loop -> {
            DatagramEndpoint<Echoing> server =
                    await(Datagrams.createDatagramEndpoint(() -> new Echoing(loop), address, null));
            InetSocketAddress serving = (InetSocketAddress) server.transport().localAddress();
            DatagramEndpoint<DatagramRecorder> client =
                    await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), null, serving));
            assertEquals(serving, client.transport().remoteAddress());
            client.transport().sendTo(Bytes.utf8("question"));
            await(client.protocol().told(2));
            assertEquals(List.of("made", "answer to question"), client.protocol().calls);
            assertEquals(List.of(serving), client.protocol().senders);
            assertThrows(
                    UnsupportedOperationException.class,
                    () -> client.transport().sendTo(Bytes.utf8("")));
            assertEquals(
                    client.transport().localAddress(), server.protocol().senders.get(0));
            await(closed(client));
            await(closed(server));
            return Coroutine.done();
        });
    }

    @Test
    void ipv4() throws IOException {
        talk(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0));
    }

    @Test
    void ipv6() throws IOException {
        Machine.requireIpv6();
        talk(Machine.ipv6Loopback());
    }

    @Test
    void hostNamesAreResolvedAndJoinedByFamily() throws IOException {
        Machine.requireIpv6();
        Resolver resolver = host -> Coroutine.of(
                host.equals("both")
                        ? List.of(
                                Machine.ipv6Loopback().getAddress(), loopback(0).getAddress())
                        : List.of(loopback(0).getAddress()));
        DatagramOptions options = DatagramOptions.defaults().resolver(resolver);
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> server = await(bound(new DatagramRecorder(loop)));
            int port = ((InetSocketAddress) server.transport().localAddress()).getPort();
            DatagramEndpoint<DatagramRecorder> client = await(Datagrams.createDatagramEndpoint(
                    () -> new DatagramRecorder(loop),
                    InetSocketAddress.createUnresolved("both", 0),
                    InetSocketAddress.createUnresolved("one", port),
                    options));
            client.transport().sendTo(Bytes.utf8("found"));
            await(server.protocol().told(2));
            assertEquals("found", server.protocol().calls.get(1));
            await(closed(client));
            await(closed(server));
            return Coroutine.done();
        });
        assertThrows(
                UnknownHostException.class,
                () -> RealLoop.run(loop -> Datagrams.createDatagramEndpoint(
                        () -> new DatagramRecorder(loop),
                        Machine.ipv6Loopback(),
                        InetSocketAddress.createUnresolved("one", 1),
                        options)));
    }

    @Test
    void anAddressInUseIsNamedAndNothingIsLeftOpen() throws IOException {
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> first = await(bound(new DatagramRecorder(loop)));
            InetSocketAddress address = (InetSocketAddress) first.transport().localAddress();
            try {
                await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), address, null));
                throw new AssertionError("bound");
            } catch (BindException inUse) {
                assertTrue(String.valueOf(inUse.getMessage()).startsWith(Addresses.text(address)), inUse.toString());
            }
            await(closed(first));
            DatagramEndpoint<DatagramRecorder> again =
                    await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), address, null));
            await(closed(again));
            return Coroutine.done();
        });
    }

    @Test
    void aPortCanBeShared() throws IOException {
        DatagramOptions options = DatagramOptions.defaults().reusePort(true);
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> first = await(
                    Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), loopback(0), null, options));
            DatagramEndpoint<DatagramRecorder> second = await(Datagrams.createDatagramEndpoint(
                    () -> new DatagramRecorder(loop),
                    (InetSocketAddress) first.transport().localAddress(),
                    null,
                    options));
            assertEquals(first.transport().localAddress(), second.transport().localAddress());
            await(closed(first));
            await(closed(second));
            return Coroutine.done();
        });
    }

    @Test
    void aFixedRemoteAddressLearnsThatNobodyIsThere() throws IOException {
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> gone = await(bound(new DatagramRecorder(loop)));
            InetSocketAddress address = (InetSocketAddress) gone.transport().localAddress();
            await(closed(gone));
            DatagramEndpoint<DatagramRecorder> client =
                    await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), null, address));
            client.transport().sendTo(Bytes.utf8("anybody?"));
            await(client.protocol().told(2));
            assertEquals(List.of("made", "error"), client.protocol().calls);
            assertEquals(
                    PortUnreachableException.class,
                    client.protocol().errors.get(0).getClass());
            assertFalse(client.transport().isClosing());
            await(closed(client));
            return Coroutine.done();
        });
    }

    @Test
    void withBroadcastTheRemoteAddressKeepsNobodyOut() throws IOException {
        DatagramOptions options = DatagramOptions.defaults().broadcast(true);
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> stranger = await(bound(new DatagramRecorder(loop)));
            DatagramEndpoint<DatagramRecorder> client = await(Datagrams.createDatagramEndpoint(
                    () -> new DatagramRecorder(loop), loopback(0), loopback(9), options));
            assertTrue(client.transport().option(StandardSocketOptions.SO_BROADCAST));
            stranger.transport().sendTo(Bytes.utf8("hello"), client.transport().localAddress());
            await(client.protocol().told(2));
            assertEquals(List.of("made", "hello"), client.protocol().calls);
            await(closed(client));
            await(closed(stranger));
            return Coroutine.done();
        });
    }

    @Test
    void anEndpointWithoutAddressesHasAPortOfItsOwn() throws IOException {
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> server = await(bound(new DatagramRecorder(loop)));
            DatagramEndpoint<DatagramRecorder> free =
                    await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), null, null));
            free.transport()
                    .sendTo(Bytes.utf8("from anywhere"), server.transport().localAddress());
            await(server.protocol().told(2));
            server.transport()
                    .sendTo(Bytes.utf8("back"), server.protocol().senders.get(0));
            await(free.protocol().told(2));
            assertEquals(List.of("made", "back"), free.protocol().calls);
            await(closed(free));
            await(closed(server));
            return Coroutine.done();
        });
    }

    @Test
    void aChannelCanBeTakenOver() throws IOException {
        RealLoop.run(loop -> {
            DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET);
            DatagramEndpoint<Echoing> server =
                    await(Datagrams.createDatagramEndpoint(() -> new Echoing(loop), channel));
            assertFalse(channel.isBlocking());
            assertEquals(channel.getLocalAddress(), server.transport().localAddress());
            await(closed(server));
            assertFalse(channel.isOpen());
            return Coroutine.done();
        });
    }

    @Test
    void aFactoryThatFailsOrACancellationLeavesNothingOpen() throws IOException {
        RealLoop.run(loop -> {
            DatagramChannel channel = DatagramChannel.open();
            try {
                await(Datagrams.<DatagramRecorder>createDatagramEndpoint(
                        () -> {
                            throw new IllegalStateException("no protocol");
                        },
                        channel));
                throw new AssertionError("made");
            } catch (IllegalStateException expected) {
                assertFalse(channel.isOpen());
            }
            DatagramChannel cut = DatagramChannel.open();
            DatagramRecorder recorder = new DatagramRecorder(loop);
            Task<DatagramEndpoint<DatagramRecorder>> opening =
                    loop.createTask(Datagrams.createDatagramEndpoint(() -> recorder, cut));
            loop.callSoon(opening::cancel);
            await(recorder.told(2));
            assertEquals(List.of("made", "lost"), recorder.calls);
            assertTrue(opening.cancelled());
            return Coroutine.done();
        });
    }
}
