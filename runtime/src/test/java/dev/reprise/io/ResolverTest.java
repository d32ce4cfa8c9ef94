package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.TimedOutException;
import dev.reprise.loop.Promise;
import dev.reprise.loop.VirtualTime;
import dev.reprise.scope.Timeout;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ResolverTest {

    private final EventLoop loop = new EventLoop(new VirtualTime());
    private final InetAddress one = address(192, 0, 2, 1);
    private final InetAddress two = address(192, 0, 2, 2);
    private final InetAddress six = address(0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    @AfterEach
    void closeLoop() {
        assertEquals(0, loop.scheduled(), "timers or callbacks are left");
        loop.close();
    }

    private static InetAddress address(int... bytes) {
        byte[] address = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            address[i] = (byte) bytes[i];
        }
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private List<InetAddress> resolve(Resolver resolver, String host) throws IOException {
        return loop.runUntilComplete(asked(resolver, host));
    }

    @Async
    private static Coroutine<List<InetAddress>> asked(Resolver resolver, String host) throws IOException {
        return resolver.resolve(host);
    }

    // ---------------------------------------------------------------------------------------------------- the system's

    @Test
    void theSystemIsAskedOnAnotherThread() throws IOException {
        List<Thread> threads = new ArrayList<>();
        ExecutorService executor = Executors.newSingleThreadExecutor(work -> {
            Thread thread = new Thread(work, "lookup");
            threads.add(thread);
            return thread;
        });
        loop.setDefaultExecutor(executor);
        assertTrue(resolve(Resolver.system(), "localhost").stream().allMatch(InetAddress::isLoopbackAddress));
        assertEquals(1, threads.size());
    }

    @Test
    void anAddressNeedsNoThread() throws IOException {
        ExecutorService refusing = Executors.newCachedThreadPool();
        refusing.shutdown();
        loop.setDefaultExecutor(refusing);
        assertEquals(List.of(one), resolve(Resolver.system(), "192.0.2.1"));
        assertEquals(List.of(six), resolve(Resolver.system(), "2001:db8::1"));
        assertThrows(UnknownHostException.class, () -> resolve(Resolver.system(), "2001:db8::x"));
    }

    @Test
    void anUnknownHostIsWhatTheJdkSays() {
        UnknownHostException failure =
                assertThrows(UnknownHostException.class, () -> resolve(Resolver.system(), "nowhere.invalid"));
        assertTrue(String.valueOf(failure.getMessage()).contains("nowhere.invalid"), failure.getMessage());
    }

    // ------------------------------------------------------------------------------------------------------ a time
    // limit

    @Test
    void aSlowOneIsGivenUpAndCancelled() {
        Promise<List<InetAddress>> never = loop.createPromise();
        Resolver slow = host -> never.awaiter();
        SocketTimeoutException failure = assertThrows(
                SocketTimeoutException.class, () -> resolve(slow.timeout(Duration.ofSeconds(5)), "slow.example"));
        assertEquals("the addresses of slow.example were not found within PT5S", failure.getMessage());
        assertTrue(never.cancelled());
        assertEquals(Duration.ofSeconds(5), loop.time());
    }

    @Test
    void aFastOneIsNotDisturbed() throws IOException {
        Resolver fast = Resolver.of(Map.of("fast", List.of(one, two))).timeout(Duration.ofSeconds(5));
        assertEquals(List.of(one, two), resolve(fast, "fast"));
        assertThrows(UnknownHostException.class, () -> resolve(fast, "other"));
        assertEquals(Duration.ZERO, loop.time());
    }

    @Test
    void theCallersOwnTimeLimitStaysWhatItIs() {
        Promise<List<InetAddress>> never = loop.createPromise();
        Resolver slow = ((Resolver) host -> never.awaiter()).timeout(Duration.ofSeconds(5));
        assertThrows(TimedOutException.class, () -> loop.runUntilComplete(impatient(slow)));
        assertEquals(Duration.ofSeconds(1), loop.time());
    }

    @Async
    private static Coroutine<List<InetAddress>> impatient(Resolver slow) throws IOException {
        return Timeout.timeout(Duration.ofSeconds(1), () -> slow.resolve("slow.example"));
    }

    // ----------------------------------------------------------------------------------------------------- fixed ones

    @Test
    void aFixedOneKnowsItsHostsOnly() throws IOException {
        Resolver fixed = Resolver.of(Map.of("one", List.of(one), "both", List.of(six, two)));
        assertEquals(List.of(one), resolve(fixed, "one"));
        assertEquals(List.of(six, two), resolve(fixed, "both"));
        assertEquals(
                "none",
                assertThrows(UnknownHostException.class, () -> resolve(fixed, "none"))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Resolver.of(Map.of("empty", List.of())));
    }

    // ----------------------------------------------------------------------------------------------------- the loop's

    @Test
    void aLoopHasAResolverOfItsOwn() throws IOException {
        Names.setResolver(loop, Resolver.of(Map.of("both", List.of(six, one))));
        assertEquals(List.of(six, one), resolve(Resolver.ofLoop(), "both"));
        assertEquals(
                List.of(new InetSocketAddress(six, 80), new InetSocketAddress(one, 80)),
                loop.runUntilComplete(Names.getAddressInfo("both", 80)));
        assertEquals(
                List.of(new InetSocketAddress(one, 80)),
                loop.runUntilComplete(Names.getAddressInfo("both", 80, StandardProtocolFamily.INET)));
        assertEquals(
                List.of(new InetSocketAddress(two, 80)), loop.runUntilComplete(Names.getAddressInfo("192.0.2.2", 80)));
        assertThrows(UnknownHostException.class, () -> loop.runUntilComplete(Names.getAddressInfo("none", 80)));
        assertThrows(
                UnknownHostException.class,
                () -> loop.runUntilComplete(Names.getAddressInfo("192.0.2.2", 80, StandardProtocolFamily.INET6)));
        assertThrows(IllegalArgumentException.class, () -> Names.setResolver(loop, Resolver.ofLoop()));
    }

    @Test
    void whoGivesNoResolverAsksTheLoops() throws IOException {
        RealLoop.run(real -> {
            Names.setResolver(real, Resolver.of(Map.of("here", List.of(InetAddress.getLoopbackAddress()))));
            try (AsyncSocket server = AsyncSocket.tcp();
                    AsyncSocket client = AsyncSocket.tcp()) {
                await(server.bind("here", 0));
                await(server.listen());
                int port = ((InetSocketAddress) server.localAddress()).getPort();
                await(client.connect("here", port));
                try (Connection connection = await(Streams.openConnection("here", port))) {
                    assertFalse(connection.writer().isClosing());
                    connection.writer().close();
                    await(connection.writer().waitClosed());
                }
            }
            return Coroutine.done();
        });
    }

    @Test
    void anAddressHasANameOrItsTextForm() throws IOException {
        String name = loop.runUntilComplete(Names.getNameInfo(InetAddress.getLoopbackAddress()));
        assertTrue(InetAddress.getByName(name).isLoopbackAddress(), name);
    }
}
