package dev.reprise.sync;

/**
 * A way for items from tasks that send to tasks that receive: trio's memory channel. Unlike a {@link Queue} it has two
 * halves, and each is told when the other is gone:
 *
 * <pre>{@code
 * Channel<String> channel = Channel.open(10);
 * group.createTask(produce(channel.sender()));
 * try (Receiver<String> lines = channel.receiver()) {
 *     while (await(lines.hasNext())) {
 *         print(lines.next());
 *     }
 * }
 * }</pre>
 *
 * <p>A half that several tasks use independently is cloned, and each of them closes its own; the side is gone when all are
 * closed.
 *
 * @param <T> the type of the items; null is none
 */
public final class Channel<T> {

    /** The capacity of a channel whose sends never wait. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private final Sender<T> sender;
    private final Receiver<T> receiver;

    private Channel(ChannelBuffer<T> buffer) {
        sender = new Sender<>(buffer);
        receiver = new Receiver<>(buffer);
    }

    /**
     * Opens a channel: {@code trio.open_memory_channel}.
     *
     * @param capacity how many items it holds that no receiver waits for; with 0, a send waits for a receiver
     * @throws IllegalArgumentException if the capacity is negative
     */
    public static <T> Channel<T> open(int capacity) {
        if (capacity < 0) {
            throw new IllegalArgumentException(
                    "a channel cannot have the capacity " + capacity + ": give it 0 or more");
        }
        return new Channel<>(new ChannelBuffer<>(capacity));
    }

    /** Returns the half that sends. */
    public Sender<T> sender() {
        return sender;
    }

    /** Returns the half that receives. */
    public Receiver<T> receiver() {
        return receiver;
    }

    /**
     * What a channel is doing: {@code MemoryChannelStatistics}.
     *
     * @param items how many items are in the channel; more than the capacity where receives were cancelled that had been handed
     *     theirs
     * @param capacity how many it holds that no receiver waits for
     * @param openSenders how many senders are open
     * @param openReceivers how many receivers are open
     * @param waitingSenders how many sends wait
     * @param waitingReceivers how many receives wait
     */
    public record Statistics(
            int items, int capacity, int openSenders, int openReceivers, int waitingSenders, int waitingReceivers) {}
}
