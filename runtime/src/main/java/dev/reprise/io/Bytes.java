package dev.reprise.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Buffers to strings and back. None of these changes the position of a buffer that it is given. */
public final class Bytes {

    private static final byte[] NONE = {};

    private Bytes() {}

    /** Returns a new buffer with the UTF-8 form of a text. */
    public static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns what remains in a buffer, read as UTF-8; what is malformed becomes U+FFFD. */
    public static String text(ByteBuffer data) {
        return data.hasArray()
                ? new String(
                        data.array(), data.arrayOffset() + data.position(), data.remaining(), StandardCharsets.UTF_8)
                : new String(array(data), StandardCharsets.UTF_8);
    }

    /** Returns a copy of what remains in a buffer. */
    public static byte[] array(ByteBuffer data) {
        byte[] copy = new byte[data.remaining()];
        data.duplicate().get(copy);
        return copy;
    }

    /** Moves as many bytes as there is room for; false if there is room for none. */
    static boolean move(ByteBuffer data, ByteBuffer target) {
        int count = Math.min(data.remaining(), target.remaining());
        target.put(target.position(), data, data.position(), count);
        data.position(data.position() + count);
        target.position(target.position() + count);
        return count > 0;
    }

    /** Returns a buffer without bytes; each its own, as a buffer may be changed. */
    static ByteBuffer empty() {
        return ByteBuffer.wrap(NONE);
    }
}
