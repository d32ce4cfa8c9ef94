package dev.reprise.io;

import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.stream.Collectors;

/** The errors of connecting and binding, which the JDK leaves without the address. */
final class ConnectErrors {

    private ConnectErrors() {}

    /** Returns an error of the same kind that names the address. */
    static IOException at(SocketAddress address, IOException failure) {
        String message = text(address) + ": " + failure.getMessage();
        IOException named;
        if (failure instanceof BindException) {
            named = new BindException(message);
        } else if (failure instanceof ConnectException) {
            named = new ConnectException(message);
        } else if (failure instanceof NoRouteToHostException) {
            named = new NoRouteToHostException(message);
        } else if (failure instanceof SocketException) {
            named = new SocketException(message);
        } else {
            return new IOException(message, failure);
        }
        named.initCause(failure);
        return named;
    }

    /** Returns the error for several tries: the only one, or one that names them all and has them as suppressed ones. */
    static IOException all(List<IOException> failures) {
        if (failures.size() == 1) {
            return failures.get(0);
        }
        ConnectException all = new ConnectException("no address could be connected: "
                + failures.stream().map(Throwable::getMessage).collect(Collectors.joining("; ")));
        failures.forEach(all::addSuppressed);
        return all;
    }

    static String text(SocketAddress address) {
        return address instanceof InetSocketAddress inet ? Addresses.text(inet) : address.toString();
    }
}
