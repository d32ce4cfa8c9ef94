package dev.reprise.io;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Sends a part of a file over a connection. The system hands the bytes to a socket itself, in pieces, on another thread, as a
 * disk may keep it waiting; a connection of another kind is given them block by block.
 */
final class FileSender {

    /** How much of the file one call hands over at most: so long a cancellation or a close may have to wait. */
    static final long PIECE = 1 << 20;

    private final StreamWriter writer;
    private final AsyncFile file;
    private final long offset;
    private final long count;

    /** How many bytes were handed over. */
    private long sent;

    FileSender(StreamWriter writer, AsyncFile file, long offset, long count) {
        requireRange(offset, count);
        this.writer = writer;
        this.file = file;
        this.offset = offset;
        this.count = count;
    }

    static void requireRange(long offset, long count) {
        if (offset < 0 || count < 0) {
            throw new IllegalArgumentException(
                    "sendFile cannot send " + count + " bytes from " + offset + " on: give 0 or more of both");
        }
    }

    /** Evaluates to the number of bytes that were sent: fewer if the file ends before. */
    @Async
    Coroutine<Long> send() throws IOException {
        if (writer.transport() instanceof SocketTransport socket) {
            await(bySystem(socket));
        } else {
            await(inBlocks());
        }
        return Coroutine.of(sent);
    }

    @Async
    private Coroutine<Void> bySystem(SocketTransport socket) throws IOException {
        SocketHold hold = await(socket.hold());
        try {
            while (sent < count) {
                hold.requireOpen();
                long piece = await(file.transferTo(offset + sent, Math.min(PIECE, count - sent), hold.channel()));
                if (piece == AsyncFile.AT_END) {
                    break;
                }
                sent += piece;
                if (piece == 0) {
                    await(hold.untilWritable());
                }
            }
        } finally {
            hold.release();
        }
        return Coroutine.done();
    }

    @Async
    private Coroutine<Void> inBlocks() throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(FileBlocks.SIZE, count));
        await(file.position(offset));
        while (sent < count) {
            block.clear().limit((int) Math.min(block.capacity(), count - sent));
            int read = await(file.read(block));
            if (read < 0) {
                break;
            }
            writer.write(block.flip());
            await(writer.drain());
            sent += read;
        }
        return Coroutine.done();
    }
}
