package dev.reprise.it.hostile;

import dev.reprise.it.hostile.Anatomy.Range;
import java.util.Arrays;

/**
 * A class file that is about to be damaged.
 *
 * @param bytes what it is now; after an earlier mutation, no longer what the anatomy tells
 * @param anatomy of the sound class file
 * @param donor another class file, to take pieces from
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares victims
record Victim(byte[] bytes, Anatomy anatomy, byte[] donor) {

    int length() {
        return bytes.length;
    }

    /** Sets a big-endian number, as far as it lies within the file. */
    byte[] set(int at, int size, int value) {
        for (int i = 0; i < size; i++) {
            if (at + i < bytes.length) {
                bytes[at + i] = (byte) (value >> (8 * (size - 1 - i)));
            }
        }
        return bytes;
    }

    byte[] content(Range range) {
        return Arrays.copyOfRange(bytes, Math.min(range.from(), bytes.length), Math.min(range.to(), bytes.length));
    }

    byte[] replace(Range range, byte[] content) {
        int from = Math.min(range.from(), bytes.length);
        int to = Math.min(range.to(), bytes.length);
        byte[] made = new byte[bytes.length - (to - from) + content.length];
        System.arraycopy(bytes, 0, made, 0, from);
        System.arraycopy(content, 0, made, from, content.length);
        System.arraycopy(bytes, to, made, from + content.length, bytes.length - to);
        return made;
    }
}
