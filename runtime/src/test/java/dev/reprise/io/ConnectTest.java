package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.scope.Timeout.timeout;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.AsyncFunction;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Connecting: to the right address, with the right error, and leaving nothing open. */
class ConnectTest {

    private static final ConnectOptions DEFAULTS = ConnectOptions.defaults();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final RecordingPoller poller = new RecordingPoller();
    private final List<String> reported = new ArrayList<>();

    private void run(AsyncFunction<EventLoop, Void, Exception> block) throws Exception {
        RealLoop.run(poller.loopOptions(), reported, block);
        assertEquals(List.of(), reported);
        assertEquals(0, poller.open(), "channels are left open");
        assertEquals(poller.channels.size(), poller.openAtEnd.size(), "channels are left in the selector");
    }

    private static InetSocketAddress at(String address, int port) throws IOException {
        return new InetSocketAddress(InetAddress.getAllByName(address)[0], port);
    }

    /** Returns an address at which nobody listens. */
    private static InetSocketAddress refusing() throws IOException {
        try (ServerSocket closed = new ServerSocket(0, 1, LOOPBACK)) {
            return (InetSocketAddress) closed.getLocalSocketAddress();
        }
    }

    private static InetSocketAddress addressOf(Server server) {
        return (InetSocketAddress) server.localAddresses().get(0);
    }

    private static Coroutine<Server> server() throws IOException {
        return Network.createServer(Echo::new, "127.0.0.1", 0);
    }

    private static Coroutine<Connected<Echo>> connect(ConnectOptions options, InetSocketAddress... addresses)
            throws IOException {
        return Network.createConnection(Echo::new, List.of(addresses), options);
    }

    @Async
    private static Coroutine<Throwable> failureOf(Awaitable<?> awaitable) {
        try {
            await(awaitable);
        } catch (Throwable failure) {
            return Coroutine.of(failure);
        }
        throw new AssertionError("it did not fail");
    }

    /** Connects and closes again; returns the address of the other end. */
    @Async
    private static Coroutine<Object> peerOf(Coroutine<Connected<Echo>> connecting) {
        Transport transport = await(connecting).transport();
        transport.close();
        return Coroutine.of(String.valueOf(transport.remoteAddress()));
    }

    @Async
    private static Coroutine<Void> end(Server server) {
        server.close();
        server.closeClients();
        await(server.waitClosed());
        return Coroutine.done();
    }

    // --------------------------------------------------------------------------------------------------------- errors

    @Test
    void aRefusalNamesTheAddress() throws Exception {
        InetSocketAddress refusing = refusing();
        run(loop -> {
            Throwable failure = await(failureOf(connect(DEFAULTS, refusing)));
            assertEquals(ConnectException.class, failure.getClass());
            assertEquals("127.0.0.1:" + refusing.getPort() + ": Connection refused", failure.getMessage());
            assertNotNull(failure.getCause());
            return Coroutine.done();
        });
    }

    @Test
    void trap29AllErrorsAreCollected() throws Exception {
        InetSocketAddress one = refusing();
        InetSocketAddress other = refusing();
        run(loop -> {
            for (ConnectOptions options : List.of(DEFAULTS, DEFAULTS.happyEyeballsDelay(null))) {
                Throwable failure = await(failureOf(connect(options, one, other)));
                String message = String.valueOf(failure.getMessage());
                assertEquals(ConnectException.class, failure.getClass());
                assertTrue(message.contains(":" + one.getPort() + ": "), message);
                assertTrue(message.contains(":" + other.getPort() + ": "), message);
                assertEquals(2, failure.getSuppressed().length);
            }
            return Coroutine.done();
        });
        assertEquals(4, poller.channels.size());
    }

    @Test
    void anUnknownHostIsSaidToBeSo() throws Exception {
        run(loop -> {
            Resolver none = host -> {
                throw new UnknownHostException(host);
            };
            Throwable failure =
                    await(failureOf(Network.createConnection(Echo::new, "nowhere", 1, DEFAULTS.resolver(none))));
            assertEquals(UnknownHostException.class, failure.getClass());
            return Coroutine.done();
        });
    }

    @Test
    void aHostWithoutAddressesOfTheFamilyIsSaidToBeSo() throws Exception {
        run(loop -> {
            ConnectOptions sixth = DEFAULTS.family(StandardProtocolFamily.INET6);
            Throwable failure = await(failureOf(Network.createConnection(Echo::new, "127.0.0.1", 1, sixth)));
            assertEquals(UnknownHostException.class, failure.getClass());
            assertEquals("127.0.0.1 has no address of the family INET6", failure.getMessage());
            return Coroutine.done();
        });
    }

    @Test
    void addressesThatAreNoneAreRefused() throws Exception {
        run(loop -> {
            assertEquals(
                    IllegalArgumentException.class,
                    await(failureOf(connect(DEFAULTS))).getClass());
            InetSocketAddress name = InetSocketAddress.createUnresolved("localhost", 1);
            Throwable failure = await(failureOf(connect(DEFAULTS, name)));
            assertEquals(IllegalArgumentException.class, failure.getClass());
            assertTrue(String.valueOf(failure.getMessage()).contains("localhost"));
            return Coroutine.done();
        });
    }

    @Test
    void aFactoryThatFailsLeavesNothingOpen() throws Exception {
        run(loop -> {
            Server server = await(server());
            IllegalStateException broken = new IllegalStateException("the factory's");
            Throwable failure = await(failureOf(Network.<Echo>createConnection(
                    () -> {
                        throw broken;
                    },
                    List.of(addressOf(server)),
                    DEFAULTS)));
            assertEquals(broken, failure);
            return end(server);
        });
    }

    // ----------------------------------------------------------------------------------------------------- the
    // resolver

    @Test
    void aNameIsLookedUpAndAnAddressIsNot() throws Exception {
        List<String> asked = new ArrayList<>();
        Resolver resolver = host -> {
            asked.add(host);
            return Coroutine.of(List.of(LOOPBACK));
        };
        run(loop -> {
            Server server = await(server());
            int port = addressOf(server).getPort();
            ConnectOptions options = DEFAULTS.resolver(resolver);
            assertEquals(
                    "/127.0.0.1:" + port,
                    String.valueOf(await(peerOf(Network.createConnection(Echo::new, "127.0.0.1", port, options))))
                            .replace("localhost", ""));
            assertEquals(List.of(), asked);
            await(peerOf(Network.createConnection(Echo::new, "some.where", port, options)));
            assertEquals(List.of("some.where"), asked);
            return end(server);
        });
    }

    @Test
    void theSystemFindsTheLocalHost() throws Exception {
        run(loop -> {
            Server server = await(server());
            ConnectOptions options = DEFAULTS.family(StandardProtocolFamily.INET);
            int port = addressOf(server).getPort();
            Connected<Echo> connected = await(Network.createConnection(Echo::new, "localhost", port, options));
            assertEquals(addressOf(server), connected.transport().remoteAddress());
            connected.transport().close();
            return end(server);
        });
    }

    @Test
    void whatIsAnAddressIsTold() {
        assertTrue(Addresses.isLiteral("10.0.0.1"));
        assertTrue(Addresses.isLiteral("::1"));
        assertTrue(Addresses.isLiteral("fe80::1%lo"));
        assertFalse(Addresses.isLiteral("localhost"));
        assertFalse(Addresses.isLiteral("10.0.0.1.example"));
        assertFalse(Addresses.isLiteral("cafe"));
        assertFalse(Addresses.isLiteral("1.2.3"));
    }

    @Test
    void theFamiliesTakeTurns() throws IOException {
        InetSocketAddress a6 = at("::1", 1);
        InetSocketAddress b6 = at("::1", 2);
        InetSocketAddress c6 = at("::1", 3);
        InetSocketAddress a4 = at("127.0.0.1", 1);
        InetSocketAddress b4 = at("127.0.0.1", 2);
        assertEquals(List.of(a6, a4, b6, b4, c6), Addresses.interleave(List.of(a6, b6, c6, a4, b4)));
        assertEquals(List.of(a4, a6, b4), Addresses.interleave(List.of(a4, b4, a6)));
        assertEquals(List.of(a4, b4), Addresses.interleave(List.of(a4, b4)));
    }

    // ------------------------------------------------------------------------------------------------------- the race

    /** Listens outside of the loop, whose only channels are then those that connect. */
    private static ServerSocket listening() throws IOException {
        return new ServerSocket(0, 8, LOOPBACK);
    }

    private static InetSocketAddress addressOf(ServerSocket listening) {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    @Test
    void trap29ALoserThatStillTriesIsClosed() throws Exception {
        try (Unanswering unanswering = new Unanswering();
                ServerSocket listening = listening()) {
            run(loop -> {
                ConnectOptions options = DEFAULTS.happyEyeballsDelay(Duration.ofMillis(1));
                Connected<Echo> connected = await(connect(options, unanswering.address(), addressOf(listening)));
                assertEquals(addressOf(listening), connected.transport().remoteAddress());
                assertEquals(2, poller.channels.size());
                assertFalse(poller.channels.get(0).isOpen());
                assertTrue(poller.channels.get(1).isOpen());
                assertEquals(List.of(true), poller.openAtEnd, "its watch ended before it was closed");
                connected.transport().close();
                return Coroutine.done();
            });
        }
    }

    @Test
    void trap29ALoserThatIsConnectedTooIsClosed() throws Exception {
        try (ServerSocket one = listening();
                ServerSocket other = listening()) {
            run(loop -> {
                ConnectOptions atOnce = DEFAULTS.happyEyeballsDelay(Duration.ZERO);
                Connected<Echo> connected = await(connect(atOnce, addressOf(one), addressOf(other)));
                assertEquals(2, poller.channels.size());
                assertEquals(1, poller.open());
                connected.transport().close();
                return Coroutine.done();
            });
        }
    }

    @Test
    void anotherFamilyIsTriedBeforeAnotherAddress() throws Exception {
        InetSocketAddress one = refusing();
        InetSocketAddress other = refusing();
        try (ServerSocket sixth = new ServerSocket(0, 8, at("::1", 0).getAddress())) {
            run(loop -> {
                ConnectOptions options = DEFAULTS.happyEyeballsDelay(Duration.ofMinutes(1));
                Connected<Echo> connected = await(connect(options, one, other, addressOf(sixth)));
                assertEquals(addressOf(sixth), connected.transport().remoteAddress());
                assertEquals(2, poller.channels.size(), "the other address was not tried");
                connected.transport().close();
                return Coroutine.done();
            });
        }
    }

    @Test
    void withoutADelayTheyAreTriedOneAfterAnother() throws Exception {
        InetSocketAddress refusing = refusing();
        try (ServerSocket listening = listening()) {
            run(loop -> {
                ConnectOptions options = DEFAULTS.happyEyeballsDelay(null);
                Connected<Echo> connected =
                        await(connect(options, refusing, addressOf(listening), addressOf(listening)));
                assertEquals(addressOf(listening), connected.transport().remoteAddress());
                assertEquals(2, poller.channels.size(), "the third was not tried");
                connected.transport().close();
                return Coroutine.done();
            });
        }
    }

    // --------------------------------------------------------------------------------------------------- cancellation

    @Test
    void trap29ATimeoutEndsTheWatchBeforeItClosesTheChannel() throws Exception {
        try (Unanswering unanswering = new Unanswering()) {
            run(loop -> {
                Throwable failure =
                        await(failureOf(timeout(Duration.ofMillis(1), () -> connect(DEFAULTS, unanswering.address()))));
                assertEquals(TimedOutException.class, failure.getClass());
                assertEquals(List.of(true), poller.openAtEnd);
                assertEquals(0, poller.open());
                return Coroutine.done();
            });
        }
    }

    /** Cancels after ever more steps, until there is nothing left to cancel. */
    @Test
    void cancelledAtAnyMomentItLeavesNothingOpen() throws Exception {
        InetSocketAddress refusing = refusing();
        run(loop -> {
            Server server = await(server());
            ConnectOptions atOnce = DEFAULTS.happyEyeballsDelay(Duration.ZERO);
            boolean cancelled = true;
            for (int steps = 0; cancelled; steps++) {
                Task<Connected<Echo>> task =
                        loop.createTask(connect(atOnce, refusing, addressOf(server), addressOf(server)));
                for (int i = 0; i < steps; i++) {
                    await(interrupt());
                }
                task.cancel();
                cancelled = await(isCancelled(task));
            }
            return end(server);
        });
    }

    /** Tells whether it was; if not, closes the connection. */
    @Async
    private static Coroutine<Boolean> isCancelled(Task<Connected<Echo>> task) {
        try {
            await(task).transport().close();
            return Coroutine.of(false);
        } catch (CancelledError cancelled) {
            return Coroutine.of(true);
        }
    }

    // -------------------------------------------------------------------------------------------------------- options

    @Test
    void theLocalAddressIsUsed() throws Exception {
        InetSocketAddress free = refusing();
        run(loop -> {
            Server server = await(server());
            Connected<Echo> connected = await(connect(DEFAULTS.localAddress(free), addressOf(server)));
            assertEquals(free, connected.transport().localAddress());
            connected.transport().close();
            return end(server);
        });
    }

    @Test
    void aLocalAddressByNameIsLookedUp() throws Exception {
        run(loop -> {
            Server server = await(server());
            ConnectOptions options = DEFAULTS.localAddress(InetSocketAddress.createUnresolved("here", 0))
                    .resolver(host -> Coroutine.of(List.of(LOOPBACK)));
            Connected<Echo> connected = await(connect(options, addressOf(server)));
            InetSocketAddress local = (InetSocketAddress) connected.transport().localAddress();
            assertEquals(LOOPBACK, local == null ? null : local.getAddress());
            connected.transport().close();
            return end(server);
        });
    }

    @Test
    void aLocalAddressThatIsTakenIsNamed() throws Exception {
        run(loop -> {
            Server server = await(server());
            Throwable failure = await(failureOf(connect(DEFAULTS.localAddress(addressOf(server)), addressOf(server))));
            assertEquals(BindException.class, failure.getClass());
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.startsWith("127.0.0.1:" + addressOf(server).getPort() + ": "), message);
            return end(server);
        });
    }

    @Test
    void aLocalAddressOfAnotherFamilyIsRefused() throws Exception {
        run(loop -> {
            InetSocketAddress sixth = at("::1", 0);
            Throwable failure = await(failureOf(connect(DEFAULTS.localAddress(sixth), refusing())));
            assertEquals(SocketException.class, failure.getClass());
            assertTrue(String.valueOf(failure.getMessage()).contains("no local address of the family INET "));
            return Coroutine.done();
        });
    }

    @Test
    void nothingIsDelayedUnlessThatIsAskedFor() throws Exception {
        run(loop -> {
            Server server = await(server());
            Transport quick = await(connect(DEFAULTS, addressOf(server))).transport();
            Transport slow = await(connect(
                            DEFAULTS.option(StandardSocketOptions.TCP_NODELAY, false)
                                    .option(StandardSocketOptions.SO_KEEPALIVE, true),
                            addressOf(server)))
                    .transport();
            SocketChannel quickChannel = channelOf(quick);
            SocketChannel slowChannel = channelOf(slow);
            assertTrue(quickChannel.getOption(StandardSocketOptions.TCP_NODELAY));
            assertFalse(quickChannel.getOption(StandardSocketOptions.SO_KEEPALIVE));
            assertFalse(slowChannel.getOption(StandardSocketOptions.TCP_NODELAY));
            assertTrue(slowChannel.getOption(StandardSocketOptions.SO_KEEPALIVE));
            quick.close();
            slow.close();
            return end(server);
        });
    }

    private SocketChannel channelOf(Transport transport) throws IOException {
        for (Object channel : poller.channels) {
            if (channel instanceof SocketChannel socket && isAt(socket, transport.localAddress())) {
                return socket;
            }
        }
        throw new AssertionError(transport + " is not watched");
    }

    private static boolean isAt(SocketChannel channel, @Nullable Object local) throws IOException {
        return channel.isOpen() && channel.getLocalAddress().equals(local);
    }
}
