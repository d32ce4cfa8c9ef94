package dev.reprise.transformer.internal.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/**
 * The end of a zip file: the central directory and where it stands (APPNOTE.TXT, 4.3.14 to 4.3.16).
 *
 * @param start where the central directory begins, as a position in the file
 * @param base the position from which the file's offsets count: not 0 where a program stands before the archive
 * @param records the entries
 * @param comment the file's comment, a character for each byte
 */
record Directory(long start, long base, List<CentralRecord> records, String comment) {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int ZIP64_LOCATOR = 0x07064b50;
    private static final int ZIP64_LOCATOR_LENGTH = 20;
    private static final int ZIP64_END = 0x06064b50;
    private static final int ZIP64_END_LENGTH = 56;
    private static final int MOST_ENTRIES = 0xFFFF;
    private static final long ALL_ONES = 0xFFFF_FFFFL;

    /** Reads the end of a file. */
    static Directory read(ZipBytes file) throws IOException {
        long from = Math.max(0, file.size() - END_LENGTH - 0xFFFF);
        ByteBuffer tail = file.read(from, (int) (file.size() - from));
        int at = positionOfEnd(tail);
        byte[] bytesOfComment = new byte[tail.capacity() - at - END_LENGTH];
        tail.get(at + END_LENGTH, bytesOfComment);
        String comment = new String(bytesOfComment, StandardCharsets.ISO_8859_1);
        long end = from + at;
        long length = Integer.toUnsignedLong(tail.getInt(at + 12));
        long offset = Integer.toUnsignedLong(tail.getInt(at + 16));
        boolean full = Short.toUnsignedInt(tail.getShort(at + 10)) == MOST_ENTRIES;
        if ((full || length == ALL_ONES || offset == ALL_ONES) && end >= ZIP64_LOCATOR_LENGTH) {
            ByteBuffer locator = file.read(end - ZIP64_LOCATOR_LENGTH, ZIP64_LOCATOR_LENGTH);
            if (locator.getInt(0) == ZIP64_LOCATOR) {
                end -= ZIP64_LOCATOR_LENGTH + ZIP64_END_LENGTH;
                ByteBuffer wide = file.read(end, ZIP64_END_LENGTH);
                if (wide.getInt(0) != ZIP64_END) {
                    throw new ZipException("its end is damaged");
                }
                length = wide.getLong(40);
                offset = wide.getLong(48);
            }
        }
        long start = end - length;
        if (length < 0 || offset < 0 || start < offset || length > Integer.MAX_VALUE) {
            throw new ZipException("its central directory is not where it should be");
        }
        return new Directory(start, start - offset, records(file.read(start, (int) length)), comment);
    }

    private static int positionOfEnd(ByteBuffer tail) throws ZipException {
        for (int at = tail.capacity() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END
                    && at + END_LENGTH + Short.toUnsignedInt(tail.getShort(at + 20)) == tail.capacity()) {
                return at;
            }
        }
        throw new ZipException("it is no zip file, or its end is missing");
    }

    private static List<CentralRecord> records(ByteBuffer directory) throws ZipException {
        List<CentralRecord> records = new ArrayList<>();
        while (directory.hasRemaining()) {
            records.add(CentralRecord.read(directory));
        }
        return records;
    }

    /** Returns the records of the end, for a directory of that length at that offset. */
    static byte[] end(int entries, long length, long offset, String comment) throws ZipException {
        if (offset >= ALL_ONES || length >= ALL_ONES) {
            throw new ZipException("it would be larger than 4 GB");
        }
        boolean zip64 = entries >= MOST_ENTRIES;
        byte[] bytes = new byte[(zip64 ? ZIP64_END_LENGTH + ZIP64_LOCATOR_LENGTH : 0) + END_LENGTH + comment.length()];
        ByteBuffer end = CentralRecord.littleEndian(bytes);
        if (zip64) {
            end.putInt(ZIP64_END).putLong(ZIP64_END_LENGTH - 12);
            end.putShort((short) 45).putShort((short) 45).putInt(0).putInt(0);
            end.putLong(entries).putLong(entries).putLong(length).putLong(offset);
            end.putInt(ZIP64_LOCATOR).putInt(0).putLong(offset + length).putInt(1);
        }
        short count = (short) Math.min(entries, MOST_ENTRIES);
        end.putInt(END).putInt(0).putShort(count).putShort(count);
        end.putInt((int) length).putInt((int) offset).putShort((short) comment.length());
        end.put(comment.getBytes(StandardCharsets.ISO_8859_1));
        return bytes;
    }
}
