package dev.reprise.io;

import java.nio.ByteBuffer;

/**
 * The bytes that have arrived and could not be opened: the beginning of a record, mostly, or what came while nobody reads.
 * Without any it holds no buffer.
 */
final class TlsInput {

    private static final ByteBuffer NONE = ByteBuffer.allocate(0);

    /** Content type, version, and two bytes for the length of what follows. */
    private static final int HEADER = 5;

    private static final int LEAST_TYPE = 20;
    private static final int GREATEST_TYPE = 24;

    /** Ready to be read; more may be put after its limit. */
    private ByteBuffer kept = NONE;

    boolean isEmpty() {
        return !kept.hasRemaining();
    }

    /** Returns the bytes; who opens records of them moves its position. */
    ByteBuffer bytes() {
        return kept;
    }

    int size() {
        return kept.remaining();
    }

    /** Keeps all of {@code data}. */
    void add(ByteBuffer data) {
        append(data, data.remaining());
    }

    /**
     * Takes as much of {@code data} as the first record that is kept lacks, so that all that comes after it need not be kept.
     *
     * @return whether it took anything: not if that record is whole
     */
    boolean complete(ByteBuffer data) {
        int before = data.remaining();
        append(data, lacking());
        append(data, lacking());
        return data.remaining() < before;
    }

    /** Returns how many bytes are known to be missing from the first record; of what is no TLS, without end. */
    private int lacking() {
        int count = kept.remaining();
        if (count < HEADER) {
            return HEADER - count;
        }
        int at = kept.position();
        int type = kept.get(at);
        if (type < LEAST_TYPE || type > GREATEST_TYPE) {
            return Integer.MAX_VALUE;
        }
        return Math.max(0, HEADER + Short.toUnsignedInt(kept.getShort(at + HEADER - 2)) - count);
    }

    private void append(ByteBuffer data, int most) {
        int count = Math.min(most, data.remaining());
        if (count == 0) {
            return;
        }
        int held = kept.remaining();
        if (kept.capacity() - kept.limit() < count) {
            int whole = most == Integer.MAX_VALUE ? count : most;
            kept = ByteBuffer.allocate(held + whole).put(kept).flip();
        }
        int end = kept.limit();
        kept.limit(end + count).put(end, data, data.position(), count);
        data.position(data.position() + count);
    }

    /** Lets go of the buffer if all of it was opened. */
    void release() {
        if (!kept.hasRemaining()) {
            kept = NONE;
        }
    }

    void clear() {
        kept = NONE;
    }
}
