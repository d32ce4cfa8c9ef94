package dev.reprise.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;

/** What {@link StreamReader#readUntil} looks for. */
final class Separators {

    static final Separators LINE_FEED = new Separators(new byte[][] {{'\n'}});

    /** The shortest first. */
    private final byte[][] separators;

    private Separators(byte[][] separators) {
        this.separators = separators;
    }

    /**
     * Copies them.
     *
     * @throws IllegalArgumentException if there is none, or one is empty
     */
    static Separators of(ByteBuffer... separators) {
        if (separators.length == 0) {
            throw new IllegalArgumentException("readUntil needs at least one separator");
        }
        byte[][] copies = new byte[separators.length][];
        for (int i = 0; i < copies.length; i++) {
            copies[i] = Bytes.array(separators[i]);
        }
        Arrays.sort(copies, Comparator.comparingInt((byte[] separator) -> separator.length));
        if (copies[0].length == 0) {
            throw new IllegalArgumentException("a separator needs at least one byte");
        }
        return new Separators(copies);
    }

    int longest() {
        return separators[separators.length - 1].length;
    }

    /** Returns the index after the separator that ends first in a part of {@code bytes}, or -1 if there is none in it. */
    int firstEnd(byte[] bytes, int from, int to) {
        int first = -1;
        int limit = to;
        for (byte[] separator : separators) {
            int end = endOf(separator, bytes, from, limit);
            if (end >= 0) {
                first = end;
                limit = end - 1;
            }
        }
        return first;
    }

    private static int endOf(byte[] separator, byte[] bytes, int from, int to) {
        int length = separator.length;
        byte head = separator[0];
        for (int i = from; i <= to - length; i++) {
            if (bytes[i] == head && (length == 1 || Arrays.equals(bytes, i, i + length, separator, 0, length))) {
                return i + length;
            }
        }
        return -1;
    }

    /** Returns the length of the shortest separator that ends before {@code end}, where {@link #firstEnd} found one. */
    int lengthBefore(byte[] bytes, int from, int end) {
        for (byte[] separator : separators) {
            int start = end - separator.length;
            if (start >= from && Arrays.equals(bytes, start, end, separator, 0, separator.length)) {
                return separator.length;
            }
        }
        throw new IllegalArgumentException("no separator ends there");
    }
}
