package dev.reprise.it.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** All clients of a server, on one thread and one selector. */
final class Clients implements AutoCloseable {

    private static final long TICK_MILLIS = 50;

    /** Where all read to. */
    final ByteBuffer scratch = ByteBuffer.allocateDirect(1 << 16);

    /** What went wrong: nobody expects anything here. */
    final List<String> failures = new ArrayList<>();

    private final Selector selector = Selector.open();
    private final InetSocketAddress server;
    private final int connectsAtOnce;

    private final Deque<Peer> toConnect = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>();

    private int connecting;
    private int open;

    /** A call to come, at a time of {@link System#nanoTime}. */
    private record Alarm(long nanos, Runnable callback) implements Comparable<Alarm> {

        @Override
        public int compareTo(Alarm other) {
            return Long.signum(nanos - other.nanos);
        }
    }

    /**
     * Makes the clients of a server on the loopback.
     *
     * @param connectsAtOnce how many connects may be under way
     */
    Clients(int port, int connectsAtOnce) throws IOException {
        server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        this.connectsAtOnce = connectsAtOnce;
    }

    /** One connection. An exception of its methods is a failure of the test; what it expects it catches. */
    abstract static class Peer {

        private @Nullable SelectionKey key;

        private SelectionKey key() {
            return Objects.requireNonNull(key);
        }

        final SocketChannel channel() {
            return (SocketChannel) key().channel();
        }

        /** Sets whether {@link #writable} is to be called. {@link #readable} is called until {@link #reading} says no. */
        final void writing(boolean wanted) {
            interest(SelectionKey.OP_WRITE, wanted);
        }

        final void reading(boolean wanted) {
            interest(SelectionKey.OP_READ, wanted);
        }

        private void interest(int operation, boolean wanted) {
            int before = key().interestOps();
            int after = wanted ? before | operation : before & ~operation;
            if (after != before) {
                key().interestOps(after);
            }
        }

        /** Sets options of the socket. */
        void prepare(SocketChannel channel) throws IOException {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }

        abstract void connected() throws IOException;

        abstract void readable() throws IOException;

        void writable() throws IOException {}
    }

    /** Connects a peer, as soon as that is its turn. */
    void connect(Peer peer) throws IOException {
        toConnect.add(peer);
        connectNext();
    }

    private void connectNext() throws IOException {
        while (connecting < connectsAtOnce && !toConnect.isEmpty()) {
            Peer peer = toConnect.remove();
            SocketChannel channel = SocketChannel.open();
            channel.configureBlocking(false);
            peer.prepare(channel);
            open++;
            peer.key = channel.register(selector, SelectionKey.OP_CONNECT, peer);
            if (channel.connect(server)) {
                connected(peer);
            } else {
                connecting++;
            }
        }
    }

    private static void connected(Peer peer) throws IOException {
        peer.key().interestOps(SelectionKey.OP_READ);
        peer.connected();
    }

    /** Closes a connection. */
    void close(Peer peer) throws IOException {
        if (peer.channel().isOpen()) {
            open--;
            peer.channel().close();
        }
    }

    /** Breaks a connection: the server gets a reset. */
    void reset(Peer peer) throws IOException {
        peer.channel().setOption(StandardSocketOptions.SO_LINGER, 0);
        close(peer);
    }

    /** Returns how many are open or being opened. */
    int open() {
        return open + toConnect.size();
    }

    void later(Duration delay, Runnable callback) {
        alarms.add(new Alarm(System.nanoTime() + delay.toNanos(), callback));
    }

    /**
     * Serves all until {@code done}, which is asked every now and then.
     *
     * @throws AssertionError after the limit, or at the first failure
     */
    void runUntil(String goal, BooleanSupplier done, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new AssertionError(goal + ": not so within " + limit + "; " + open + " clients are open, "
                        + connecting + " connecting");
            }
            selector.select(this::ready, untilNextAlarm());
            ringAlarms();
            selector.selectNow(this::ready); // a closed channel leaves the process in a select only
            if (!failures.isEmpty()) {
                throw new AssertionError(goal + ": " + failures);
            }
        }
    }

    private long untilNextAlarm() {
        Alarm first = alarms.peek();
        if (first == null) {
            return TICK_MILLIS;
        }
        return Math.max(1, Math.min(TICK_MILLIS, (first.nanos - System.nanoTime()) / 1_000_000));
    }

    private void ringAlarms() {
        while (!alarms.isEmpty() && alarms.peek().nanos - System.nanoTime() <= 0) {
            alarms.remove().callback.run();
        }
    }

    private void ready(SelectionKey key) {
        Peer peer = (Peer) Objects.requireNonNull(key.attachment());
        try {
            if (key.isConnectable()) {
                connecting--;
                peer.channel().finishConnect();
                connected(peer);
                connectNext();
                return;
            }
            if (key.isReadable()) {
                peer.readable();
            }
            if (key.isValid() && key.isWritable()) {
                peer.writable();
            }
        } catch (IOException failure) {
            failures.add(peer + ": " + failure);
        }
    }

    @Override
    public void close() throws IOException {
        for (SelectionKey key : selector.keys()) {
            key.channel().close();
        }
        selector.close();
    }
}
