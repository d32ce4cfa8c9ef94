package dev.reprise.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/**
 * Reads and writes files, on a thread that may block, in blocks: for a heap buffer the JDK keeps a direct one of the same
 * size, for each thread.
 */
final class FileBlocks {

    static final int SIZE = 64 * 1024;

    private FileBlocks() {}

    /** Reads until the buffer is full, the file ends, or less comes than was asked for; returns -1 at the end. */
    static int read(ReadableByteChannel channel, ByteBuffer into) throws IOException {
        int begin = into.position();
        while (into.hasRemaining()) {
            ByteBuffer block = nextBlock(into);
            int count = channel.read(block);
            if (count < 0) {
                return into.position() == begin ? -1 : into.position() - begin;
            }
            into.position(into.position() + count);
            if (block.hasRemaining()) {
                break;
            }
        }
        return into.position() - begin;
    }

    /** Writes all that remains in the buffer. */
    static void write(WritableByteChannel channel, ByteBuffer data) throws IOException {
        while (data.hasRemaining()) {
            int count = channel.write(nextBlock(data));
            data.position(data.position() + count);
        }
    }

    private static ByteBuffer nextBlock(ByteBuffer buffer) {
        ByteBuffer block = buffer.duplicate();
        return block.limit(block.position() + Math.min(SIZE, block.remaining()));
    }
}
