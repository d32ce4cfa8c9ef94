package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What connecting and listening need to know of addresses. */
final class Addresses {

    private static final String BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";

    private static final Pattern DOTTED = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

    private Addresses() {}

    /**
     * Finds the addresses of a host, each once, in the resolver's order. What is an address already is not looked up.
     *
     * @param family which kind is wanted; null for all
     * @throws UnknownHostException if there is none of that kind
     */
    @Async
    static Coroutine<List<InetSocketAddress>> find(
            String host, int port, @Nullable ProtocolFamily family, Resolver resolver) throws IOException {
        List<InetAddress> found =
                isLiteral(host) ? List.of(InetAddress.getByName(host)) : await(resolver.resolve(host));
        Set<InetSocketAddress> wanted = new LinkedHashSet<>();
        for (InetAddress address : found) {
            if (family == null || family.equals(familyOf(address))) {
                wanted.add(new InetSocketAddress(address, port));
            }
        }
        if (wanted.isEmpty()) {
            throw new UnknownHostException(
                    host + " has no address" + (family == null ? "" : " of the family " + family.name()));
        }
        return Coroutine.of(List.copyOf(wanted));
    }

    /** Resolves an address that was made by {@link InetSocketAddress#createUnresolved}; others are themselves. */
    @Async
    static Coroutine<List<InetSocketAddress>> find(
            InetSocketAddress address, @Nullable ProtocolFamily family, Resolver resolver) throws IOException {
        if (!address.isUnresolved()) {
            return Coroutine.of(List.of(address));
        }
        return find(address.getHostString(), address.getPort(), family, resolver);
    }

    /** Refuses what nobody can connect to or listen on. */
    static List<InetSocketAddress> requireResolved(List<InetSocketAddress> addresses) {
        if (addresses.isEmpty()) {
            throw new IllegalArgumentException("no address is given");
        }
        for (InetSocketAddress address : addresses) {
            if (address.isUnresolved()) {
                throw new IllegalArgumentException(
                        address + " was not looked up: give the host and the port instead, or resolve it before");
            }
        }
        return List.copyOf(addresses);
    }

    /** Tells whether the JDK makes an address of it without asking anybody. */
    static boolean isLiteral(String host) {
        return host.indexOf(':') >= 0 || DOTTED.matcher(host).matches();
    }

    static ProtocolFamily familyOf(InetAddress address) {
        return address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    static ProtocolFamily familyOf(InetSocketAddress address) {
        return familyOf(address.getAddress());
    }

    /**
     * Takes turns between the families, the first one's first, so that a family that leads nowhere costs one delay and not
     * one for each address (RFC 8305, section 4).
     */
    static List<InetSocketAddress> interleave(List<InetSocketAddress> addresses) {
        ProtocolFamily leading = familyOf(addresses.get(0));
        List<InetSocketAddress> ones = new ArrayList<>();
        List<InetSocketAddress> others = new ArrayList<>();
        for (InetSocketAddress address : addresses) {
            (familyOf(address).equals(leading) ? ones : others).add(address);
        }
        List<InetSocketAddress> mixed = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            if (i < ones.size()) {
                mixed.add(ones.get(i));
            }
            if (i < others.size()) {
                mixed.add(others.get(i));
            }
        }
        return mixed;
    }

    /** Writes an address as it is written in a URL, without a look at the name service. */
    static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = ip == null ? address.getHostString() : ip.getHostAddress();
        return (ip instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }
}
