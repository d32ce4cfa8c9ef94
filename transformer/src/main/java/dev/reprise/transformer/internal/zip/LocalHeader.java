package dev.reprise.transformer.internal.zip;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/** What stands before an entry's data (APPNOTE.TXT, 4.3.7). */
final class LocalHeader {

    static final int SIGNATURE = 0x04034b50;
    static final int NAME = 30;

    private final byte[] extra;
    private final long data;

    private LocalHeader(byte[] extra, long data) {
        this.extra = extra;
        this.data = data;
    }

    static LocalHeader read(ZipBytes file, long position, String name) throws IOException {
        ByteBuffer fixed = file.read(position, NAME);
        if (fixed.getInt(0) != SIGNATURE) {
            throw new ZipException("entry " + name + " is not where it should be");
        }
        int nameLength = Short.toUnsignedInt(fixed.getShort(26));
        int extraLength = Short.toUnsignedInt(fixed.getShort(28));
        byte[] extra = file.bytes(position + NAME + nameLength, extraLength);
        return new LocalHeader(extra, position + NAME + nameLength + extraLength);
    }

    /** Returns the extra field, which is another one than the central directory's. */
    byte[] extra() {
        return extra;
    }

    /** Returns where the data begins, as a position in the file. */
    long data() {
        return data;
    }
}
