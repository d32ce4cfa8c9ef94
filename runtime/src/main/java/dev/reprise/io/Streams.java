package dev.reprise.io;

import dev.reprise.task.EventLoop;

/** Connections for coroutines: asyncio's streams. */
public final class Streams {

    private Streams() {}

    /** Returns the two ends of a connection in memory, whose readers have {@link StreamReader#DEFAULT_LIMIT}. */
    public static MemoryPair memoryPair() {
        return memoryPair(StreamReader.DEFAULT_LIMIT);
    }

    /**
     * Returns the two ends of a connection in memory, of the running loop. It behaves as a socket does, but on virtual time
     * too, and always in the same way; see {@link MemoryTransport}.
     *
     * @param limit that of both readers
     */
    public static MemoryPair memoryPair(int limit) {
        EventLoop loop = EventLoop.current();
        StreamReader left = new StreamReader(loop, limit);
        StreamReader right = new StreamReader(loop, limit);
        StreamProtocol leftProtocol = new StreamProtocol(loop, left, null);
        StreamProtocol rightProtocol = new StreamProtocol(loop, right, null);
        MemoryTransport transport = MemoryTransport.connect(loop, leftProtocol, rightProtocol);
        return new MemoryPair(
                new Connection(left, new StreamWriter(transport, leftProtocol, left)),
                new Connection(right, new StreamWriter(transport.peer(), rightProtocol, right)));
    }
}
