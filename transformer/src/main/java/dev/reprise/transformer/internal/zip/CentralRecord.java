package dev.reprise.transformer.internal.zip;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipException;

/**
 * What the central directory says of an entry: a header of 46 bytes, name, extra field and comment (APPNOTE.TXT, 4.3.12).
 * A value of 32 bits that is all ones stands in the extra field with 64 bits (4.5.3). Immutable.
 */
final class CentralRecord {

    private static final int SIGNATURE = 0x02014b50;
    private static final int FLAGS = 8;
    private static final int METHOD = 10;
    private static final int CRC = 16;
    private static final int COMPRESSED_SIZE = 20;
    private static final int SIZE = 24;
    private static final int NAME_LENGTH = 28;
    private static final int EXTRA_LENGTH = 30;
    private static final int COMMENT_LENGTH = 32;
    private static final int OFFSET = 42;
    private static final int NAME = 46;

    private static final int ENCRYPTED = 1;
    private static final int SIZES_FOLLOW_THE_DATA = 1 << 3;
    private static final int NAME_IS_UTF8 = 1 << 11;

    private static final long ALL_ONES = 0xFFFF_FFFFL;

    private final ByteBuffer bytes;
    private final String name;

    private CentralRecord(ByteBuffer bytes) {
        this.bytes = bytes;
        this.name = decode(array(NAME, unsignedShort(NAME_LENGTH)));
    }

    /** Reads a record, and leaves the buffer after it. */
    static CentralRecord read(ByteBuffer from) throws ZipException {
        int start = from.position();
        if (from.remaining() < NAME || from.getInt(start) != SIGNATURE) {
            throw new ZipException("its central directory is damaged");
        }
        int length = NAME;
        for (int field : new int[] {NAME_LENGTH, EXTRA_LENGTH, COMMENT_LENGTH}) {
            length += Short.toUnsignedInt(from.getShort(start + field));
        }
        if (from.remaining() < length) {
            throw new ZipException("its central directory is cut off");
        }
        byte[] record = new byte[length];
        from.get(record);
        return new CentralRecord(littleEndian(record));
    }

    static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Java reads names as UTF-8; one that is not is no name of a class, and any decoding that keeps it apart will do. */
    private static String decode(byte[] name) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(name))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(name, StandardCharsets.ISO_8859_1);
        }
    }

    String name() {
        return name;
    }

    int method() {
        return unsignedShort(METHOD);
    }

    boolean isEncrypted() {
        return (unsignedShort(FLAGS) & ENCRYPTED) != 0;
    }

    long crc() {
        return unsignedInt(CRC);
    }

    long size() throws ZipException {
        return wide(SIZE);
    }

    long compressedSize() throws ZipException {
        return wide(COMPRESSED_SIZE);
    }

    long offset() throws ZipException {
        return wide(OFFSET);
    }

    /** Returns the record of the same entry at another place of the file. */
    CentralRecord at(long offset) throws ZipException {
        ByteBuffer copy = copy();
        if (unsignedInt(OFFSET) == ALL_ONES) {
            copy.putLong(positionOfWide(OFFSET), offset);
        } else if (offset < ALL_ONES) {
            copy.putInt(OFFSET, (int) offset);
        } else {
            throw new ZipException("it would be larger than 4 GB");
        }
        return new CentralRecord(copy);
    }

    /** Returns the record of the same entry with other content. */
    CentralRecord with(long crc, int compressedSize, int size) {
        byte[] extra = ExtraField.without(ExtraField.ZIP64, array(extra(), unsignedShort(EXTRA_LENGTH)));
        byte[] comment = array(extra() + unsignedShort(EXTRA_LENGTH), unsignedShort(COMMENT_LENGTH));
        return rebuilt(array(NAME, unsignedShort(NAME_LENGTH)), extra, comment, unsignedShort(FLAGS))
                .holding(crc, compressedSize, size);
    }

    /** Returns the record of a new entry that is like this one: of the same time, attributes and compression. */
    CentralRecord sibling(String name) {
        byte[] encoded = name.getBytes(StandardCharsets.UTF_8);
        int flags = unsignedShort(FLAGS) | (encoded.length > name.length() ? NAME_IS_UTF8 : 0);
        return rebuilt(encoded, new byte[0], new byte[0], flags);
    }

    /** Returns the local header of the same entry (4.3.7). */
    byte[] localHeader(byte[] extra) {
        int nameLength = unsignedShort(NAME_LENGTH);
        byte[] header = new byte[LocalHeader.NAME + nameLength + extra.length];
        ByteBuffer local = littleEndian(header);
        local.putInt(LocalHeader.SIGNATURE);
        // From the version that is needed to the name's length, both headers have the same fields.
        local.put(array(6, NAME_LENGTH + 2 - 6));
        local.putShort((short) extra.length);
        local.put(array(NAME, nameLength)).put(extra);
        return header;
    }

    byte[] toBytes() {
        return array(0, bytes.capacity());
    }

    private CentralRecord holding(long crc, int compressedSize, int size) {
        bytes.putInt(CRC, (int) crc).putInt(COMPRESSED_SIZE, compressedSize).putInt(SIZE, size);
        return this;
    }

    private CentralRecord rebuilt(byte[] encodedName, byte[] extra, byte[] comment, int flags) {
        ByteBuffer record = littleEndian(new byte[NAME + encodedName.length + extra.length + comment.length]);
        record.put(array(0, NAME)).put(encodedName).put(extra).put(comment);
        record.putShort(FLAGS, (short) (flags & ~SIZES_FOLLOW_THE_DATA));
        record.putShort(NAME_LENGTH, (short) encodedName.length);
        record.putShort(EXTRA_LENGTH, (short) extra.length);
        record.putShort(COMMENT_LENGTH, (short) comment.length);
        record.putInt(OFFSET, 0);
        return new CentralRecord(record);
    }

    private int extra() {
        return NAME + unsignedShort(NAME_LENGTH);
    }

    private long wide(int field) throws ZipException {
        long value = unsignedInt(field);
        return value == ALL_ONES ? bytes.getLong(positionOfWide(field)) : value;
    }

    /** The extra field has the wide values in this order, and only those that are needed. */
    private int positionOfWide(int field) throws ZipException {
        int wide = ExtraField.find(ExtraField.ZIP64, bytes, extra(), unsignedShort(EXTRA_LENGTH));
        int position = wide;
        for (int earlier : new int[] {SIZE, COMPRESSED_SIZE, OFFSET}) {
            if (earlier == field) {
                break;
            }
            position += unsignedInt(earlier) == ALL_ONES ? Long.BYTES : 0;
        }
        if (wide < 0 || position + Long.BYTES > bytes.capacity()) {
            throw new ZipException("entry " + name + " has no place or size");
        }
        return position;
    }

    private ByteBuffer copy() {
        return littleEndian(toBytes());
    }

    private byte[] array(int from, int length) {
        byte[] part = new byte[length];
        bytes.get(from, part);
        return part;
    }

    private int unsignedShort(int at) {
        return Short.toUnsignedInt(bytes.getShort(at));
    }

    private long unsignedInt(int at) {
        return Integer.toUnsignedLong(bytes.getInt(at));
    }
}
