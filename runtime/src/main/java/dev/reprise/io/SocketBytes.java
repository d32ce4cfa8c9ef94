package dev.reprise.io;

import dev.reprise.loop.CallbackLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;

/** What {@link AsyncSocket} does with buffers. */
final class SocketBytes {

    /** The JDK copies all of a heap buffer each time, and keeps what it copies into. */
    private static final int MOST_OF_HEAP = 64 * 1024;

    private SocketBytes() {}

    /** Returns the buffer that a loop's connections share, with room for {@code max} bytes or as many as it holds. */
    static ByteBuffer readBuffer(CallbackLoop loop, int max) {
        if (max < 0) {
            throw new IllegalArgumentException("a negative number of bytes to receive: " + max);
        }
        ByteBuffer shared = LoopIo.of(loop).readBuffer();
        return shared.limit(Math.min(max, shared.capacity()));
    }

    /** Returns what was read as a buffer of its own. */
    static ByteBuffer copy(ByteBuffer shared) {
        shared.flip();
        return ByteBuffer.allocate(shared.remaining()).put(shared).flip();
    }

    static int read(ReadableByteChannel channel, ByteBuffer target) throws IOException {
        ByteBuffer part = part(target);
        int count = channel.read(part);
        target.position(part.position());
        return count;
    }

    static int write(ByteBuffer data, WritableByteChannel channel) throws IOException {
        ByteBuffer part = part(data);
        int count = channel.write(part);
        data.position(part.position());
        return count;
    }

    private static ByteBuffer part(ByteBuffer buffer) {
        ByteBuffer part = buffer.duplicate();
        return buffer.isDirect() ? part : part.limit(part.position() + Math.min(part.remaining(), MOST_OF_HEAP));
    }
}
