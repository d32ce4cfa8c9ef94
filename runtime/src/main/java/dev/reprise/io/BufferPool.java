package dev.reprise.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Direct buffers of one size that a loop uses again and again: the JDK copies what is not direct, and making one is dear.
 * Of the loop's thread.
 */
final class BufferPool {

    /** Large enough for a request or a TLS record, small enough for each of many slow connections to hold one. */
    static final int CHUNK_SIZE = 16 * 1024;

    /** How many are kept for later: 8 MiB. More of them are in use only while many peers are slow at once. */
    private static final int MOST_KEPT = 512;

    private final ArrayDeque<ByteBuffer> free = new ArrayDeque<>();

    private int taken;

    /** Returns an empty buffer of {@link #CHUNK_SIZE} bytes, which the caller gives back. */
    ByteBuffer take() {
        taken++;
        ByteBuffer chunk = free.pollLast();
        return chunk == null ? ByteBuffer.allocateDirect(CHUNK_SIZE) : chunk.clear();
    }

    /** Takes a buffer back that nobody uses any more. */
    void give(ByteBuffer chunk) {
        taken--;
        if (free.size() < MOST_KEPT) {
            free.addLast(chunk);
        }
    }

    /** Returns how many were taken and not given back. */
    int taken() {
        return taken;
    }
}
