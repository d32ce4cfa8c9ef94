package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static dev.reprise.io.Recorder.bytes;
import static dev.reprise.task.Sleep.interrupt;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Awaitable;
import dev.reprise.CancelledError;
import dev.reprise.Coroutine;
import dev.reprise.loop.LoopOptions;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections and servers between protocols, over real sockets. */
class NetworkTest {

    private static final ServerOptions DEFAULTS = ServerOptions.defaults();

    @TempDir
    private Path folder;

    private static InetSocketAddress addressOf(Server server) {
        return (InetSocketAddress) server.localAddresses().get(0);
    }

    private static Coroutine<Connected<Recorder>> connect(EventLoop loop, Server server) throws IOException {
        return Network.createConnection(
                () -> new Recorder(loop), List.of(addressOf(server)), ConnectOptions.defaults());
    }

    /** Sends a word, expects it back, and closes. */
    @Async
    private static Coroutine<Void> talk(Connected<Recorder> client) {
        client.transport().write(bytes("hello"));
        await(client.protocol().received(5));
        assertEquals("hello", client.protocol().text());
        client.transport().close();
        await(client.protocol().lost());
        return Coroutine.done();
    }

    @Async
    private static Coroutine<Void> end(Server server) {
        server.close();
        await(server.waitClosed());
        return Coroutine.done();
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

    // ---------------------------------------------------------------------------------------------------------- serve

    @Test
    void aServerAnswersAClient() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0));
            Connected<Recorder> client = await(connect(loop, server));
            assertEquals(addressOf(server), client.transport().remoteAddress());
            assertEquals(client.transport(), client.protocol().transport());
            await(talk(client));
            assertEquals(List.of("connectionMade", "connectionLost"), client.protocol().calls);
            return end(server);
        });
    }

    @Test
    void aServerOfAllInterfacesAnswersBothFamilies() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, null, 0));
            assertEquals(1, server.localAddresses().size());
            int port = addressOf(server).getPort();
            for (String host : List.of("127.0.0.1", "::1")) {
                await(talk(await(Network.createConnection(() -> new Recorder(loop), host, port))));
            }
            return end(server);
        });
    }

    @Test
    void aServerListensOnSeveralAddresses() throws Exception {
        RealLoop.run(loop -> {
            Resolver both = host -> Coroutine.of(List.of(
                    InetAddress.getAllByName("127.0.0.1")[0],
                    InetAddress.getAllByName("::1")[0],
                    InetAddress.getAllByName("127.0.0.1")[0]));
            Server server = await(Network.createServer(Echo::new, "both", 0, DEFAULTS.resolver(both)));
            assertEquals(2, server.localAddresses().size(), "each address once");
            for (SocketAddress address : server.localAddresses()) {
                List<InetSocketAddress> addresses = List.of((InetSocketAddress) address);
                await(talk(await(
                        Network.createConnection(() -> new Recorder(loop), addresses, ConnectOptions.defaults()))));
            }
            return end(server);
        });
    }

    /** A family that is switched off must not keep the others from being served (bpo-30945). */
    @Test
    void anAddressThatIsNotOursIsLeftOut() throws Exception {
        RealLoop.run(loop -> {
            InetSocketAddress documentation = new InetSocketAddress(InetAddress.getAllByName("192.0.2.1")[0], 0);
            InetSocketAddress ours = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            Server server = await(Network.createServer(Echo::new, List.of(documentation, ours), DEFAULTS));
            assertEquals(1, server.localAddresses().size());
            Throwable none = await(failureOf(Network.createServer(Echo::new, List.of(documentation), DEFAULTS)));
            assertEquals(BindException.class, none.getClass());
            assertTrue(String.valueOf(none.getMessage()).startsWith("192.0.2.1:0: "));
            return end(server);
        });
    }

    @Test
    void anAddressThatIsTakenIsNamedAndTheOthersAreGivenBack() throws Exception {
        RecordingPoller poller = new RecordingPoller();
        List<String> reported = new ArrayList<>();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort());
            InetSocketAddress used = (InetSocketAddress) taken.getLocalSocketAddress();
            RealLoop.run(poller.loopOptions(), reported, loop -> {
                Throwable failure = await(failureOf(Network.createServer(Echo::new, List.of(free, used), DEFAULTS)));
                assertEquals(BindException.class, failure.getClass());
                String message = String.valueOf(failure.getMessage());
                assertTrue(message.startsWith("127.0.0.1:" + used.getPort() + ": "), message);
                try (ServerSocket again = new ServerSocket(free.getPort(), 1, free.getAddress())) {
                    assertTrue(again.isBound());
                }
                return Coroutine.done();
            });
        }
        assertEquals(List.of(), reported);
        assertEquals(0, poller.open());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aServerThatIsNotStartedLetsConnectionsWait() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0, DEFAULTS.startServing(false)));
            assertFalse(server.isServing());
            Connected<Recorder> client = await(connect(loop, server));
            await(server.startServing());
            await(server.startServing());
            assertTrue(server.isServing());
            await(talk(client));
            return end(server);
        });
    }

    @Test
    void optionsAreSetOnWhatKnowsThem() throws Exception {
        RecordingPoller poller = new RecordingPoller();
        RealLoop.run(poller.loopOptions(), new ArrayList<>(), loop -> {
            ServerOptions options = DEFAULTS.family(StandardProtocolFamily.INET)
                    .option(StandardSocketOptions.SO_REUSEPORT, true)
                    .option(StandardSocketOptions.SO_KEEPALIVE, true);
            Server one = await(Network.createServer(Echo::new, "127.0.0.1", 0, options));
            Server same = await(
                    Network.createServer(Echo::new, "127.0.0.1", addressOf(one).getPort(), options));
            assertEquals(addressOf(one), addressOf(same));
            same.close();
            Connected<Recorder> client = await(connect(loop, one));
            client.transport().write(bytes("x"));
            await(client.protocol().received(1));
            SocketChannel accepted = (SocketChannel) poller.channels.get(poller.channels.size() - 1);
            assertEquals(addressOf(one), accepted.getLocalAddress());
            assertTrue(accepted.getOption(StandardSocketOptions.SO_KEEPALIVE));
            assertTrue(accepted.getOption(StandardSocketOptions.TCP_NODELAY));
            client.transport().close();
            return end(one);
        });
    }

    @Test
    void aFactoryThatFailsIsReportedAndItsConnectionClosed() throws Exception {
        List<String> reported = new ArrayList<>();
        RealLoop.run(LoopOptions.defaults(), reported, loop -> {
            List<Protocol> protocols = new ArrayList<>();
            Server server = await(Network.createServer(
                    () -> {
                        if (protocols.isEmpty()) {
                            protocols.add(new Echo());
                            throw new IllegalStateException("the factory's");
                        }
                        return new Echo();
                    },
                    "127.0.0.1",
                    0));
            Connected<Recorder> refused = await(connect(loop, server));
            await(refused.protocol().lost());
            await(talk(await(connect(loop, server))));
            return end(server);
        });
        assertEquals(1, reported.size());
        assertTrue(reported.get(0).contains("the factory's"), reported::toString);
    }

    // -------------------------------------------------------------------------------------------------------- the end

    @Test
    void aClosedServerRefusesAtOnce() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0));
            InetSocketAddress address = addressOf(server);
            server.close();
            server.close();
            assertFalse(server.isServing());
            assertEquals(List.of(), server.localAddresses());
            assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
            try (ServerSocket again = new ServerSocket(address.getPort(), 1, address.getAddress())) {
                assertTrue(again.isBound());
            }
            assertEquals(
                    IllegalStateException.class,
                    await(failureOf(server.startServing())).getClass());
            return Coroutine.done();
        });
    }

    @Test
    void trap31ItsEndIsAwaitedUntilItIsClosedAndItsConnectionsAre() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0));
            Task<Void> open = loop.createTask(server.waitClosed());
            await(interrupt());
            assertFalse(open.done(), "it is not closed, though it has no connection");
            await(talk(await(connect(loop, server))));
            for (int i = 0; i < 200; i++) {
                await(interrupt());
            }
            assertFalse(open.done(), "it is not closed, though its connection is");
            Connected<Recorder> client = await(connect(loop, server));
            client.transport().write(bytes("x"));
            await(client.protocol().received(1));
            server.close();
            Task<Void> connected = loop.createTask(server.waitClosed());
            for (int i = 0; i < 100; i++) {
                await(interrupt());
            }
            assertFalse(open.done() || connected.done(), "it is closed, but has a connection");
            await(talkedBefore(client));
            await(open);
            await(connected);
            return server.waitClosed();
        });
    }

    @Async
    private static Coroutine<Void> talkedBefore(Connected<Recorder> client) {
        client.transport().close();
        await(client.protocol().lost());
        return Coroutine.done();
    }

    @Test
    void itsConnectionsAreClosedOrAborted() throws Exception {
        RealLoop.run(loop -> {
            for (boolean abort : List.of(false, true)) {
                List<Recorder> served = new ArrayList<>();
                Server server = await(Network.createServer(
                        () -> {
                            Recorder recorder = new Recorder(loop);
                            served.add(recorder);
                            return recorder;
                        },
                        "127.0.0.1",
                        0));
                Connected<Recorder> client = await(connect(loop, server));
                client.transport().write(bytes("x"));
                while (served.isEmpty()) {
                    await(interrupt());
                }
                await(served.get(0).received(1));
                served.get(0).transport().write(bytes("bye"));
                server.close();
                if (abort) {
                    server.abortClients();
                } else {
                    server.closeClients();
                }
                await(server.waitClosed());
                await(client.protocol().lost());
                assertEquals(List.of("connectionMade", "connectionLost"), served.get(0).calls);
            }
            return Coroutine.done();
        });
    }

    @Test
    void cancelledServingClosesAndWaits() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0, DEFAULTS.startServing(false)));
            Task<Void> serving = loop.createTask(server.serveForever());
            Connected<Recorder> client = await(connect(loop, server));
            client.transport().write(bytes("x"));
            await(client.protocol().received(1));
            assertTrue(server.isServing());
            assertEquals(
                    IllegalStateException.class,
                    await(failureOf(server.serveForever())).getClass());
            serving.cancel();
            await(interrupt());
            assertFalse(server.isServing());
            assertFalse(serving.done(), "it has a connection");
            await(talkedBefore(client));
            assertEquals(CancelledError.class, await(failureOf(serving)).getClass());
            Throwable closed = await(failureOf(server.serveForever()));
            assertTrue(String.valueOf(closed.getMessage()).contains("closed"), closed::toString);
            return Coroutine.done();
        });
    }

    @Test
    void closingEndsServing() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createServer(Echo::new, "127.0.0.1", 0));
            Task<Void> serving = loop.createTask(server.serveForever());
            await(interrupt());
            server.close();
            assertEquals(CancelledError.class, await(failureOf(serving)).getClass());
            return Coroutine.done();
        });
    }

    @Test
    void aServerThatIsOpenWhenTheLoopIsClosedIsReportedOnce() throws Exception {
        List<String> reported = new ArrayList<>();
        InetSocketAddress address;
        try (EventLoop loop = new EventLoop()) {
            loop.setExceptionHandler((from, context) -> reported.add(context.toString()));
            Server server = loop.runUntilComplete(Network.createServer(Echo::new, "127.0.0.1", 0));
            address = addressOf(server);
        }
        assertEquals(1, reported.size(), reported::toString);
        assertTrue(reported.get(0).contains("<Server on [/127.0.0.1:" + address.getPort() + "]"), reported::toString);
        assertThrows(IOException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
    }

    /** Cancels after ever more steps, until there is nothing left to cancel. */
    @Test
    void aServerWhoseMakingIsCancelledIsNotLeftOpen() throws Exception {
        RecordingPoller poller = new RecordingPoller();
        List<String> reported = new ArrayList<>();
        RealLoop.run(poller.loopOptions(), reported, loop -> {
            boolean cancelled = true;
            for (int steps = 0; cancelled; steps++) {
                Task<Server> task = loop.createTask(Network.createServer(Echo::new, "localhost", 0));
                for (int i = 0; i < steps; i++) {
                    await(interrupt());
                }
                task.cancel();
                try {
                    await(task).close();
                    cancelled = false;
                } catch (CancelledError expected) {
                    assertEquals(0, poller.open());
                }
            }
            return Coroutine.done();
        });
        assertEquals(List.of(), reported);
        assertEquals(0, poller.open());
    }

    // ----------------------------------------------------------------------------------------------------------- unix

    private Path path() {
        return folder.resolve("socket");
    }

    @Test
    void aUnixServerAnswersAClientAndRemovesItsFile() throws Exception {
        RealLoop.run(loop -> {
            Server server = await(Network.createUnixServer(Echo::new, path()));
            assertEquals(List.of(UnixDomainSocketAddress.of(path())), server.localAddresses());
            await(talk(await(Network.createUnixConnection(() -> new Recorder(loop), path()))));
            server.close();
            assertFalse(Files.exists(path()));
            return server.waitClosed();
        });
    }

    @Test
    void aFileThatAnEarlierSocketLeftIsRemoved() throws Exception {
        RealLoop.run(loop -> {
            ServerOptions left = DEFAULTS.removeSocketFile(false);
            Server earlier = await(Network.createUnixServer(Echo::new, path(), left));
            await(end(earlier));
            assertTrue(Files.exists(path()));
            Server server = await(Network.createUnixServer(Echo::new, path()));
            await(talk(await(Network.createUnixConnection(() -> new Recorder(loop), path()))));
            return end(server);
        });
    }

    @Test
    void aFileThatIsNoSocketIsNotRemoved() throws Exception {
        Files.writeString(path(), "precious");
        RealLoop.run(loop -> {
            Throwable failure = await(failureOf(Network.createUnixServer(Echo::new, path())));
            assertEquals(BindException.class, failure.getClass());
            assertTrue(String.valueOf(failure.getMessage()).contains(path().toString()), failure::toString);
            return Coroutine.done();
        });
        assertEquals("precious", Files.readString(path()));
    }

    @Test
    void aFileThatSomebodyReplacedOrRemovedIsLeftAlone() throws Exception {
        RealLoop.run(loop -> {
            Server replaced = await(Network.createUnixServer(Echo::new, path()));
            Files.delete(path());
            Files.writeString(path(), "another's");
            await(end(replaced));
            assertEquals("another's", Files.readString(path()));
            Files.delete(path());
            Server removed = await(Network.createUnixServer(Echo::new, path()));
            Files.delete(path());
            return end(removed);
        });
    }

    @Test
    void aUnixServerWhoseBackLogIsFullRefuses() throws Exception {
        RealLoop.run(loop -> {
            ServerOptions waiting = DEFAULTS.backlog(1).startServing(false);
            Server server = await(Network.createUnixServer(Echo::new, path(), waiting));
            List<Transport> made = new ArrayList<>();
            IOException refused = null;
            while (refused == null) {
                try {
                    made.add(await(Network.createUnixConnection(() -> new Recorder(loop), path()))
                            .transport());
                } catch (IOException full) {
                    refused = full;
                }
            }
            assertTrue(made.size() <= 2, () -> made.size() + " wait");
            assertTrue(String.valueOf(refused.getMessage()).startsWith(path() + ": "), refused::toString);
            made.forEach(Transport::close);
            return end(server);
        });
    }

    @Test
    void aPathAtWhichNobodyListensIsNamed() throws Exception {
        RealLoop.run(loop -> {
            Throwable failure = await(failureOf(Network.createUnixConnection(() -> new Recorder(loop), path())));
            assertTrue(failure instanceof IOException, failure::toString);
            assertTrue(String.valueOf(failure.getMessage()).startsWith(path() + ": "), failure::toString);
            return Coroutine.done();
        });
    }
}
