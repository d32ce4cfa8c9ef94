package dev.reprise.transformer.internal.zip;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipException;

/** A file that is read here and there. */
final class ZipBytes implements Closeable {

    private static final int CHUNK = 1 << 20;

    private final FileChannel channel;
    private final long size;

    ZipBytes(Path file) throws IOException {
        channel = FileChannel.open(file, StandardOpenOption.READ);
        size = channel.size();
    }

    long size() {
        return size;
    }

    /** Returns some of the file's bytes, to be read little end first. */
    ByteBuffer read(long position, int length) throws IOException {
        return CentralRecord.littleEndian(bytes(position, length));
    }

    /** Returns some of the file's bytes. */
    byte[] bytes(long position, int length) throws IOException {
        if (position < 0 || position + length > size) {
            throw new ZipException("it is cut off");
        }
        byte[] bytes = new byte[length];
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            if (channel.read(left, position + left.position()) < 0) {
                throw new ZipException("it is cut off");
            }
        }
        return bytes;
    }

    void copy(long position, long length, OutputStream to) throws IOException {
        for (long done = 0; done < length; ) {
            int some = (int) Math.min(length - done, CHUNK);
            to.write(bytes(position + done, some));
            done += some;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
