package dev.reprise.transformer.internal.zip;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A header's extra field: blocks of an identity, a length and that many bytes (APPNOTE.TXT, 4.5). */
final class ExtraField {

    /** The sizes and the offset that 32 bits do not hold. */
    static final int ZIP64 = 1;

    private static final int HEADER = 4;

    private ExtraField() {}

    /** Returns where the bytes of a block begin, or -1. What is no block ends the search: some tools pad with zeros. */
    static int find(int identity, ByteBuffer in, int from, int length) {
        int at = from;
        while (at + HEADER <= from + length) {
            int end = at + HEADER + Short.toUnsignedInt(in.getShort(at + 2));
            if (end > from + length) {
                return -1;
            }
            if (Short.toUnsignedInt(in.getShort(at)) == identity) {
                return at + HEADER;
            }
            at = end;
        }
        return -1;
    }

    /** Returns the field without the block of that identity. */
    static byte[] without(int identity, byte[] extra) {
        ByteBuffer buffer = CentralRecord.littleEndian(extra);
        int block = find(identity, buffer, 0, extra.length);
        if (block < 0) {
            return extra;
        }
        int end = block + Short.toUnsignedInt(buffer.getShort(block - 2));
        byte[] rest = Arrays.copyOf(extra, extra.length - (end - block) - HEADER);
        System.arraycopy(extra, end, rest, block - HEADER, extra.length - end);
        return rest;
    }
}
