package dev.reprise.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.util.Arrays;

/** The bytes that a connection has been given and has not sent yet, in chunks of a {@link BufferPool}. */
final class WriteBuffer {

    /** How much of a large heap buffer is copied before the channel is asked to take it. */
    private static final int STAGE = 4 * BufferPool.CHUNK_SIZE;

    /** How many chunks one system call is given: no socket takes more. */
    private static final int MOST_GATHERED = 64;

    private static final ByteBuffer[] NONE = {};

    private final BufferPool pool;

    /** Ready to be read, from {@link #first} to {@link #end}; the last may have room behind its limit. */
    private ByteBuffer[] chunks = NONE;

    private int first;
    private int end;
    private long size;

    WriteBuffer(BufferPool pool) {
        this.pool = pool;
    }

    long size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Sends {@code data} while this is empty, as far as the channel takes it, and keeps the rest. */
    void send(ByteBuffer data, GatheringByteChannel channel) throws IOException {
        if (!data.hasRemaining()) {
            return;
        }
        if (data.isDirect()) {
            channel.write(data);
        } else {
            do {
                append(data, STAGE);
                flush(channel);
            } while (size == 0 && data.hasRemaining());
        }
        append(data);
    }

    /** Sends all of {@code data} while this is empty, in few system calls, as far as the channel takes it; keeps the rest. */
    void send(Iterable<ByteBuffer> data, GatheringByteChannel channel) throws IOException {
        boolean taking = true;
        for (ByteBuffer next : data) {
            while (taking && size + next.remaining() > STAGE) {
                append(next, STAGE - (int) size);
                flush(channel);
                taking = size == 0;
            }
            append(next);
        }
        if (taking && size > 0) {
            flush(channel);
        }
    }

    /** Keeps all of {@code data}. */
    void append(ByteBuffer data) {
        append(data, data.remaining());
    }

    private void append(ByteBuffer data, int most) {
        int left = Math.min(data.remaining(), most);
        size += left;
        while (left > 0) {
            ByteBuffer chunk = chunkWithRoom();
            int at = chunk.limit();
            int copied = Math.min(left, chunk.capacity() - at);
            chunk.limit(at + copied).put(at, data, data.position(), copied);
            data.position(data.position() + copied);
            left -= copied;
        }
    }

    private ByteBuffer chunkWithRoom() {
        if (end > first) {
            ByteBuffer last = chunks[end - 1];
            if (last.limit() < last.capacity()) {
                return last;
            }
        }
        ByteBuffer chunk = pool.take().limit(0);
        if (end == chunks.length) {
            makeRoom();
        }
        chunks[end++] = chunk;
        return chunk;
    }

    private void makeRoom() {
        int count = end - first;
        int enough = Math.max(4, 2 * count);
        ByteBuffer[] moved = enough > chunks.length ? new ByteBuffer[enough] : chunks;
        System.arraycopy(chunks, first, moved, 0, count);
        Arrays.fill(moved, count, moved.length, null);
        chunks = moved;
        first = 0;
        end = count;
    }

    /** Sends what the channel takes in one call. */
    void flush(GatheringByteChannel channel) throws IOException {
        int count = end - first;
        size -= count == 1
                ? channel.write(chunks[first])
                : channel.write(chunks, first, Math.min(count, MOST_GATHERED));
        while (first < end && !chunks[first].hasRemaining()) {
            giveFirst();
        }
        if (first == end) {
            first = 0;
            end = 0;
        }
    }

    /** Forgets all that was not sent. */
    void clear() {
        while (first < end) {
            giveFirst();
        }
        chunks = NONE;
        first = 0;
        end = 0;
        size = 0;
    }

    @SuppressWarnings("NullAway") // nothing is there for the next one to read
    private void giveFirst() {
        pool.give(chunks[first]);
        chunks[first++] = null;
    }
}
