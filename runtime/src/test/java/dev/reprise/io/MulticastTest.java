package dev.reprise.io;

import static dev.reprise.Coroutine.await;
import static java.net.StandardSocketOptions.IP_MULTICAST_IF;
import static java.net.StandardSocketOptions.IP_MULTICAST_LOOP;
import static java.net.StandardSocketOptions.IP_MULTICAST_TTL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.nio.channels.MembershipKey;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Groups on an interface of this machine; what is sent there comes back to it. */
class MulticastTest {

    /** One of those for documentation (RFC 6676), which nobody else uses. */
    private static final byte[] GROUP = {(byte) 233, (byte) 252, 0, 7};

    private final NetworkInterface network = Machine.requireMulticast();
    private final InetAddress group = group();

    private static InetAddress group() {
        try {
            return InetAddress.getByAddress(GROUP);
        } catch (IOException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aMemberReceivesUntilItLeaves() throws IOException {
        DatagramOptions options = DatagramOptions.defaults().family(StandardProtocolFamily.INET);
        DatagramOptions sending = options.option(IP_MULTICAST_IF, network).option(IP_MULTICAST_TTL, 0);
        RealLoop.run(loop -> {
            DatagramEndpoint<DatagramRecorder> member =
                    await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), null, null, options));
            DatagramEndpoint<DatagramRecorder> sender =
                    await(Datagrams.createDatagramEndpoint(() -> new DatagramRecorder(loop), null, null, sending));
            assertEquals(network, sender.transport().option(IP_MULTICAST_IF));
            assertEquals(0, sender.transport().option(IP_MULTICAST_TTL));
            int port = ((InetSocketAddress) member.transport().localAddress()).getPort();
            InetSocketAddress target = new InetSocketAddress(group, port);
            InetSocketAddress direct = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);

            MembershipKey membership = member.transport().join(group, network);
            sender.transport().sendTo(Bytes.utf8("to the group"), target);
            await(member.protocol().told(2));
            sender.transport().setOption(IP_MULTICAST_LOOP, false);
            assertFalse(sender.transport().option(IP_MULTICAST_LOOP));
            sender.transport().sendTo(Bytes.utf8("for others only"), target);
            sender.transport().setOption(IP_MULTICAST_LOOP, true);
            membership.drop();
            assertFalse(membership.isValid());
            sender.transport().sendTo(Bytes.utf8("after it left"), target);
            sender.transport().sendTo(Bytes.utf8("to it alone"), direct);
            await(member.protocol().told(3));
            assertEquals(List.of("made", "to the group", "to it alone"), member.protocol().calls);

            member.transport().close();
            sender.transport().close();
            await(member.protocol().told(4));
            return Coroutine.done();
        });
    }

    @Test
    void aSocketThatIsAwaitedCanBeAMember() throws IOException {
        RealLoop.run(loop -> {
            try (AsyncSocket socket = AsyncSocket.udp(StandardProtocolFamily.INET)) {
                await(socket.bind(new InetSocketAddress((Inet4Address) any(), 0)));
                MembershipKey membership = socket.join(group, network);
                assertTrue(membership.isValid());
                socket.option(IP_MULTICAST_IF, network).option(IP_MULTICAST_TTL, 0);
                int port = ((InetSocketAddress) socket.localAddress()).getPort();
                await(socket.sendTo(Bytes.utf8("to myself"), new InetSocketAddress(group, port)));
                assertEquals("to myself", Bytes.text(await(socket.recv(100))));
                assertThrows(
                        IllegalArgumentException.class, () -> socket.join(InetAddress.getLoopbackAddress(), network));
            }
            return Coroutine.done();
        });
    }

    private static InetAddress any() throws IOException {
        return InetAddress.getByAddress(new byte[4]);
    }
}
