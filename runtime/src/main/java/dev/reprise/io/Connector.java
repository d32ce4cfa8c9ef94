package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.AsyncCallable;
import dev.reprise.Coroutine;
import dev.reprise.internal.Sneaky;
import dev.reprise.loop.Promise;
import dev.reprise.scope.StaggeredRace;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One attempt to connect: to the first of some addresses that answers. */
final class Connector {

    private final EventLoop loop;
    private final ConnectOptions options;

    /** What to bind to, one of the family of the address that is tried; empty for any. */
    private final List<InetSocketAddress> localAddresses;

    /** What has won the race; it alone stays open. */
    private @Nullable WatchedChannel winner;

    Connector(EventLoop loop, ConnectOptions options, List<InetSocketAddress> localAddresses) {
        this.loop = loop;
        this.options = options;
        this.localAddresses = localAddresses;
    }

    /** Connects to one of the addresses, at least one. */
    @Async
    Coroutine<WatchedChannel> connect(List<InetSocketAddress> addresses) throws IOException {
        if (addresses.size() == 1) {
            return connect(addresses.get(0));
        }
        boolean beside = options.happyEyeballsDelay() != null;
        List<AsyncCallable<Void, IOException>> tries = new ArrayList<>();
        for (InetSocketAddress address : beside ? Addresses.interleave(addresses) : addresses) {
            tries.add(() -> compete(address));
        }
        try {
            StaggeredRace.Result<Void> race = await(StaggeredRace.staggeredRace(tries, options.happyEyeballsDelay()));
            WatchedChannel connected = winner;
            if (connected == null) {
                throw failure(race.failures());
            }
            return Coroutine.of(connected);
        } catch (Throwable failure) {
            if (winner != null) {
                winner.close();
            }
            throw failure;
        }
    }

    /** The first that gets here has the others cancelled before they can, also those that are connected (gh-124309). */
    @Async
    private Coroutine<Void> compete(InetSocketAddress address) throws IOException {
        winner = await(connect(address));
        return Coroutine.done();
    }

    private static IOException failure(List<Optional<Throwable>> failures) {
        List<IOException> refused = new ArrayList<>();
        for (Optional<Throwable> failure : failures) {
            Throwable thrown = failure.orElseThrow();
            if (!(thrown instanceof IOException broken)) {
                throw Sneaky.raise(thrown);
            }
            refused.add(broken);
        }
        return ConnectErrors.all(refused);
    }

    /** Connects to an address; if this fails or is cancelled, nothing is left open. */
    @Async
    Coroutine<WatchedChannel> connect(SocketAddress address) throws IOException {
        SocketChannel channel = open(address);
        WatchedChannel socket = null;
        try {
            socket = WatchedChannel.of(loop, channel);
            options.options().applyTo(channel);
            bind(channel, address);
            await(connect(socket, address));
            return Coroutine.of(socket);
        } catch (Throwable failure) {
            if (socket == null) {
                channel.close();
            } else {
                socket.close();
            }
            throw failure;
        }
    }

    private static SocketChannel open(SocketAddress address) throws IOException {
        if (!(address instanceof InetSocketAddress inet)) {
            return SocketChannel.open(StandardProtocolFamily.UNIX);
        }
        try {
            return SocketChannel.open(Addresses.familyOf(inet));
        } catch (UnsupportedOperationException unknown) {
            throw new IOException(Addresses.text(inet) + ": this system has no such addresses", unknown);
        }
    }

    private void bind(SocketChannel channel, SocketAddress address) throws IOException {
        if (localAddresses.isEmpty()) {
            return;
        }
        ProtocolFamily family = Addresses.familyOf((InetSocketAddress) address);
        IOException refused = null;
        for (InetSocketAddress local : localAddresses) {
            if (Addresses.familyOf(local).equals(family)) {
                try {
                    channel.bind(local);
                    return;
                } catch (IOException failure) {
                    refused = ConnectErrors.at(local, failure);
                }
            }
        }
        if (refused != null) {
            throw refused;
        }
        throw new SocketException("no local address of the family " + family.name() + " is given, to connect to "
                + ConnectErrors.text(address) + " from: " + localAddresses);
    }

    @Async
    private Coroutine<Void> connect(WatchedChannel socket, SocketAddress address) throws IOException {
        try {
            if (!socket.channel().connect(address)) {
                Promise<@Nullable Void> connected = loop.createPromise();
                socket.watch().onConnectable(() -> finish(socket.channel(), connected));
                await(connected.mayThrow(IOException.class));
                socket.watch().onConnectable(null);
            }
        } catch (IOException failure) {
            throw ConnectErrors.at(address, failure);
        }
        return Coroutine.done();
    }

    private static void finish(SocketChannel channel, Promise<@Nullable Void> connected) {
        if (connected.done()) {
            return;
        }
        try {
            if (channel.finishConnect()) {
                connected.trySetResult(null);
            }
        } catch (IOException failure) {
            connected.setException(failure);
        }
    }
}
