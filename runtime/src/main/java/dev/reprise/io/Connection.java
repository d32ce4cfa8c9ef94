package dev.reprise.io;

/**
 * The two streams of a connection.
 *
 * @param reader what the other end sends
 * @param writer what is sent to it
 */
public record Connection(StreamReader reader, StreamWriter writer) implements AutoCloseable {

    /** Closes the writer, and with it the connection, without waiting: see {@link StreamWriter#close}. */
    @Override
    public void close() {
        writer.close();
    }
}
