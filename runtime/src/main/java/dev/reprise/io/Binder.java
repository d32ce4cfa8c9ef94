package dev.reprise.io;

import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes a server: binds all its addresses or none. */
final class Binder {

    /** How many connections are accepted before others have their turn. */
    private static final int BATCH = 100;

    private final EventLoop loop;
    private final ServerOptions options;
    private final Server server;
    private final List<Listener> listeners = new ArrayList<>();

    Binder(EventLoop loop, Supplier<? extends Protocol> factory, ServerOptions options) {
        this.loop = loop;
        this.options = options;
        server = new Server(loop, factory, options);
    }

    Server bind(List<InetSocketAddress> addresses) throws IOException {
        IOException unavailable = null;
        try {
            for (InetSocketAddress address : addresses) {
                try {
                    listeners.add(listen(address));
                } catch (BindException refused) {
                    if (isOurs(address)) {
                        throw ConnectErrors.at(address, refused);
                    }
                    unavailable = ConnectErrors.at(address, refused); // a family that is switched off (bpo-30945)
                }
            }
            if (listeners.isEmpty() && unavailable != null) {
                throw unavailable;
            }
            server.open(List.copyOf(listeners));
        } catch (Throwable failure) {
            listeners.forEach(Listener::close);
            throw failure;
        }
        return server;
    }

    private Listener listen(InetSocketAddress address) throws IOException {
        boolean onlyOne = address.getAddress().isAnyLocalAddress() && options.family() == null;
        ServerSocketChannel channel =
                onlyOne ? ServerSocketChannel.open() : ServerSocketChannel.open(Addresses.familyOf(address));
        try {
            channel.configureBlocking(false);
            options.options().applyTo(channel);
            channel.bind(address, options.backlog());
            return listener(channel, null);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    private static boolean isOurs(InetSocketAddress address) throws IOException {
        return address.getAddress().isAnyLocalAddress()
                || NetworkInterface.getByInetAddress(address.getAddress()) != null;
    }

    Server bind(Path path) throws IOException {
        SocketFile.removeStale(path);
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.configureBlocking(false);
            options.options().applyTo(channel);
            channel.bind(address, options.backlog());
            listeners.add(listener(channel, options.removeSocketFile() ? SocketFile.of(path) : null));
            server.open(List.copyOf(listeners));
        } catch (BindException refused) {
            channel.close();
            throw ConnectErrors.at(address, refused);
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
        return server;
    }

    private Listener listener(ServerSocketChannel channel, @Nullable SocketFile file) throws IOException {
        return new Listener(loop, channel, BATCH, file, server::accepted);
    }
}
