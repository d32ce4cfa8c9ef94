package dev.reprise.transformer.internal.zip;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;

/** Writes an archive's entries, then its directory. */
final class ZipWriter {

    private final ZipBytes original;
    private final OutputStream to;
    private final long base;
    private final List<CentralRecord> records = new ArrayList<>();
    private long position;

    ZipWriter(ZipBytes original, OutputStream to, long base) {
        this.original = original;
        this.to = to;
        this.base = base;
    }

    /** Copies what stands before the first entry. */
    void copyUpTo(long end) throws IOException {
        original.copy(0, end, to);
        position = end;
    }

    /** Copies an entry with all that belongs to it. */
    void copy(ZipArchive.Entry entry) throws IOException {
        records.add(entry.record().at(position - base));
        original.copy(entry.position(), entry.length(), to);
        position += entry.length();
    }

    /** Writes an entry with other content. */
    void replace(ZipArchive.Entry entry, byte[] content) throws IOException {
        byte[] extra = LocalHeader.read(
                        original, entry.position(), entry.record().name())
                .extra();
        write(entry.record(), ExtraField.without(ExtraField.ZIP64, extra), content);
    }

    /** Writes an entry of a name that the archive has not. */
    void add(CentralRecord record, byte[] content) throws IOException {
        write(record, new byte[0], content);
    }

    private void write(CentralRecord record, byte[] localExtra, byte[] content) throws IOException {
        byte[] data = record.method() == ZipEntry.STORED ? content : deflate(content);
        CRC32 crc = new CRC32();
        crc.update(content);
        CentralRecord written =
                record.with(crc.getValue(), data.length, content.length).at(position - base);
        records.add(written);
        byte[] header = written.localHeader(localExtra);
        to.write(header);
        to.write(data);
        position += header.length + data.length;
    }

    private static byte[] deflate(byte[] content) throws IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream out = new DeflaterOutputStream(data, deflater)) {
            out.write(content);
        } finally {
            deflater.end();
        }
        return data.toByteArray();
    }

    /** Writes the directory. */
    void finish(String comment) throws IOException {
        long length = 0;
        for (CentralRecord each : records) {
            byte[] bytes = each.toBytes();
            to.write(bytes);
            length += bytes.length;
        }
        to.write(Directory.end(records.size(), length, position - base, comment));
    }
}
