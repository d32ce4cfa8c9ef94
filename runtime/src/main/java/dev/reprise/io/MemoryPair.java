package dev.reprise.io;

/**
 * The two ends of a connection in memory: see {@link Streams#memoryPair()}.
 *
 * @param left one end
 * @param right the other end
 */
public record MemoryPair(Connection left, Connection right) implements AutoCloseable {

    /** Closes both ends, without waiting. */
    @Override
    public void close() {
        left.close();
        right.close();
    }
}
