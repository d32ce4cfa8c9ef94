package dev.reprise.io;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

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
}
