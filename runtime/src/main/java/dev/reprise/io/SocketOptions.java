package dev.reprise.io;

import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

/** Options for sockets that are still to be made: immutable. */
final class SocketOptions {

    private static final SocketOptions NONE = new SocketOptions(Map.of());

    private final Map<SocketOption<?>, Object> values;

    private SocketOptions(Map<SocketOption<?>, Object> values) {
        this.values = values;
    }

    static SocketOptions none() {
        return NONE;
    }

    <T> SocketOptions with(SocketOption<T> option, T value) {
        Map<SocketOption<?>, Object> more = new LinkedHashMap<>(values);
        more.put(Objects.requireNonNull(option, "option"), Objects.requireNonNull(value, "value"));
        return new SocketOptions(more);
    }

    /** Sets all on a channel that connects; without Nagle's delay, unless that is asked for. */
    void applyTo(NetworkChannel channel) throws IOException {
        applyTo(channel, option -> true);
    }

    /** Sets those on a listening socket that it knows; connections inherit them or have no use for them. */
    void applyTo(ServerSocketChannel listening) throws IOException {
        for (SocketOption<?> option : values.keySet()) {
            if (listening.supportedOptions().contains(option)) {
                set(listening, option);
            }
        }
    }

    /** Sets the others on a connection that was accepted. */
    void applyToAccepted(NetworkChannel channel, ServerSocketChannel listening) throws IOException {
        applyTo(channel, option -> !listening.supportedOptions().contains(option));
    }

    private void applyTo(NetworkChannel channel, Predicate<SocketOption<?>> wanted) throws IOException {
        if (!values.containsKey(StandardSocketOptions.TCP_NODELAY)
                && channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        for (SocketOption<?> option : values.keySet()) {
            if (wanted.test(option)) {
                set(channel, option);
            }
        }
    }

    @SuppressWarnings("unchecked") // with() has checked it
    private <T> void set(NetworkChannel channel, SocketOption<T> option) throws IOException {
        channel.setOption(option, (T) values.get(option));
    }
}
