package dev.reprise.io;

import java.nio.ByteBuffer;

/** The bytes that have arrived at a {@link StreamReader} and were not read, in one array. */
final class UnreadBytes {

    private static final byte[] NONE = {};

    /** The largest array that every JVM makes. */
    private static final int LARGEST = Integer.MAX_VALUE - 8;

    /**
     * They are from {@code start} to {@code end}. What is before may be in a buffer that was handed out; what is after is
     * free. When nothing is left, the array is let go.
     */
    private byte[] bytes = NONE;

    private int start;
    private int end;

    boolean isEmpty() {
        return start == end;
    }

    int size() {
        return end - start;
    }

    /**
     * Adds what remains in {@code data}. There is room for as much as is needed at first, later for twice as much.
     *
     * @param expected how many there will be, if more than are there now: then there may be more room at once
     * @param generous how much that is, unless it is more than expected
     */
    void add(ByteBuffer data, int expected, long generous) {
        int added = data.remaining();
        if (added > bytes.length - end) {
            long needed = (long) size() + added;
            if (needed > LARGEST) {
                throw new IllegalStateException("a reader cannot hold more than 2 GiB: read in pieces");
            }
            long room = isEmpty() ? needed : Math.max(needed, 2L * size());
            makeRoom(expected > needed ? Math.min(expected, Math.max(room, generous)) : room);
        }
        data.get(bytes, end, added);
        end += added;
    }

    private void makeRoom(long room) {
        byte[] larger = new byte[(int) Math.min(room, LARGEST)];
        System.arraycopy(bytes, start, larger, 0, size());
        end = size();
        start = 0;
        bytes = larger;
    }

    /** Hands out the first bytes; the array stays for the others, and is never written there again. */
    ByteBuffer take(int count) {
        if (count == 0) {
            return Bytes.empty();
        }
        ByteBuffer taken = ByteBuffer.wrap(bytes, start, count);
        if (count < bytes.length) {
            taken = taken.slice();
        }
        drop(count);
        return taken;
    }

    /** Moves as many bytes as there is room for, and returns how many. */
    int takeInto(ByteBuffer target) {
        int count = Math.min(size(), target.remaining());
        target.put(bytes, start, count);
        drop(count);
        return count;
    }

    private void drop(int count) {
        start += count;
        if (isEmpty()) {
            bytes = NONE;
            start = 0;
            end = 0;
        }
    }

    /** Returns how many bytes there are up to the end of the first separator; negative if there is none. */
    int firstEnd(Separators separators, int from) {
        int found = separators.firstEnd(bytes, start + from, end);
        return found < 0 ? found : found - start;
    }

    /** Returns how many of the first bytes, which end with a separator, come before it. */
    int lengthBefore(Separators separators, int length) {
        return length - separators.lengthBefore(bytes, start, start + length);
    }
}
