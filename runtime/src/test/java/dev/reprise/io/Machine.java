package dev.reprise.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;

/** What this machine can do. */
final class Machine {

    private Machine() {}

    /** Skips the test on a machine without IPv6. */
    static void requireIpv6() {
        assumeTrue(hasIpv6(), "the machine has no IPv6 loopback address");
    }

    /** Returns {@code ::1}, port 0. */
    static InetSocketAddress ipv6Loopback() throws IOException {
        byte[] address = new byte[16];
        address[15] = 1;
        return new InetSocketAddress(InetAddress.getByAddress(address), 0);
    }

    private static boolean hasIpv6() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(ipv6Loopback());
            return socket.isBound();
        } catch (IOException refused) {
            return false;
        }
    }

    /** Returns an interface that sends multicast back to this machine; skips the test where there is none. */
    static NetworkInterface requireMulticast() {
        Optional<NetworkInterface> found;
        try {
            found = NetworkInterface.networkInterfaces()
                    .filter(Machine::canLoopMulticast)
                    .findFirst();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
        assumeTrue(found.isPresent(), "the machine has no interface for multicast over IPv4");
        return found.orElseThrow();
    }

    /** Tries it: containers have interfaces that say that they can, and cannot. */
    private static boolean canLoopMulticast(NetworkInterface network) {
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            InetAddress group = InetAddress.getByAddress(new byte[] {(byte) 233, (byte) 252, 0, 1});
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, network).bind(null);
            channel.join(group, network);
            int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            channel.send(ByteBuffer.allocate(1), new InetSocketAddress(group, port));
            channel.socket().setSoTimeout(2_000);
            channel.socket().receive(new DatagramPacket(new byte[1], 1));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
