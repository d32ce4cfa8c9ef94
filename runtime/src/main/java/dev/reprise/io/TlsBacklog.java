package dev.reprise.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/** The bytes that were written while a handshake kept them from being sealed, in order. */
final class TlsBacklog {

    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();
    private int size;

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return size;
    }

    /** Copies all that remains. */
    void add(ByteBuffer[] data) {
        for (ByteBuffer next : data) {
            if (next.hasRemaining()) {
                size += next.remaining();
                waiting.add(ByteBuffer.allocate(next.remaining()).put(next).flip());
            }
        }
    }

    /** Takes all out. */
    ByteBuffer[] takeAll() {
        ByteBuffer[] all = waiting.toArray(ByteBuffer[]::new);
        clear();
        return all;
    }

    void clear() {
        waiting.clear();
        size = 0;
    }
}
