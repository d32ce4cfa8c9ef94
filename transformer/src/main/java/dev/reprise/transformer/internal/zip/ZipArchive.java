package dev.reprise.transformer.internal.zip;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * A zip file that is read, and written again with some entries changed. An entry that is not touched keeps its bytes, its
 * compressed ones too; the JDK's zip classes would compress it again, and drop a program that stands before the archive.
 *
 * <p>A file of which programs could see different things is refused: with two entries of one name, with entries that
 * share bytes, with names that lead out of the archive.
 */
public final class ZipArchive implements Closeable {

    /** No class file is as large as that; a few compressed bytes can claim to be. */
    private static final int MOST_CONTENT = 100 << 20;

    private final ZipBytes file;
    private final Directory directory;
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    /** An entry, and the bytes from its local header up to the next one. */
    record Entry(CentralRecord record, long position, long length) {}

    /** What is to become of an archive. The added entries stand after the one that is their key, and are like it. */
    public record Changes(Map<String, byte[]> content, Map<String, Map<String, byte[]>> added, Set<String> removed) {}

    private ZipArchive(ZipBytes file) throws IOException {
        this.file = file;
        this.directory = Directory.read(file);
        TreeSet<Long> positions = new TreeSet<>();
        positions.add(directory.start());
        for (CentralRecord entry : directory.records()) {
            if (!positions.add(directory.base() + entry.offset())) {
                throw new ZipException("entry " + entry.name() + " shares its bytes with another one");
            }
        }
        for (CentralRecord entry : directory.records()) {
            checkName(entry.name());
            long position = directory.base() + entry.offset();
            Long next = positions.higher(position);
            if (next == null) {
                throw new ZipException("entry " + entry.name() + " is not where it should be");
            }
            if (entries.put(entry.name(), new Entry(entry, position, next - position)) != null) {
                throw new ZipException("it has two entries " + entry.name());
            }
        }
    }

    /** Opens a file. */
    public static ZipArchive open(Path path) throws IOException {
        ZipBytes file = new ZipBytes(path);
        try {
            return new ZipArchive(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private static void checkName(String name) throws ZipException {
        // Unpacked on Windows, a name has two separators, and may begin with a drive.
        String path = name.replace('\\', '/');
        boolean absolute = path.startsWith("/") || path.startsWith(":", 1);
        if (absolute || List.of(path.split("/", -1)).contains("..")) {
            throw new ZipException("entry " + name + " has a name that leads out of the archive");
        }
    }

    /** Returns the names of all entries, in order. */
    public List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    public boolean contains(String name) {
        return entries.containsKey(name);
    }

    /** Returns what an entry holds. */
    public byte[] content(String name) throws IOException {
        Entry entry = entry(name);
        CentralRecord record = entry.record;
        LocalHeader local = LocalHeader.read(file, entry.position, name);
        long available = entry.position + entry.length - local.data();
        if (record.compressedSize() > available) {
            throw new ZipException("entry " + name + " is cut off");
        }
        if (record.isEncrypted()) {
            throw new ZipException("entry " + name + " is encrypted");
        }
        if (record.size() > MOST_CONTENT || record.compressedSize() > MOST_CONTENT) {
            throw new ZipException("entry " + name + " says that it has " + record.size() + " bytes");
        }
        byte[] data = file.bytes(local.data(), (int) record.compressedSize());
        byte[] content = switch (record.method()) {
            case ZipEntry.STORED -> data;
            case ZipEntry.DEFLATED -> inflate(data, (int) record.size(), name);
            default ->
                throw new ZipException(
                        "entry " + name + " is compressed by method " + record.method() + ", which Java cannot read");
        };
        CRC32 crc = new CRC32();
        crc.update(content);
        if (content.length != record.size() || crc.getValue() != record.crc()) {
            throw new ZipException("entry " + name + " is damaged: its checksum is another one");
        }
        return content;
    }

    private static byte[] inflate(byte[] data, int size, String name) throws ZipException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(data);
            byte[] content = new byte[size];
            int length = inflater.inflate(content);
            // An empty entry too ends with the mark of its end, which is still to be read.
            if (length != size || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
                throw new ZipException(
                        "entry " + name + " is damaged: it has not the " + size + " bytes that it should");
            }
            return content;
        } catch (DataFormatException e) {
            throw new ZipException("entry " + name + " is damaged: " + e.getMessage());
        } finally {
            inflater.end();
        }
    }

    private Entry entry(String name) {
        return Objects.requireNonNull(entries.get(name), name);
    }

    /** Writes the archive with changes. */
    public void write(Changes changes, OutputStream to) throws IOException {
        ZipWriter writer = new ZipWriter(file, to, directory.base());
        writer.copyUpTo(
                entries.values().stream().mapToLong(Entry::position).min().orElse(directory.start()));
        for (Map.Entry<String, Entry> each : entries.entrySet()) {
            Entry entry = each.getValue();
            byte[] content = changes.content.get(each.getKey());
            if (content != null) {
                writer.replace(entry, content);
            } else if (!changes.removed.contains(each.getKey())) {
                writer.copy(entry);
            }
            for (Map.Entry<String, byte[]> added :
                    changes.added.getOrDefault(each.getKey(), Map.of()).entrySet()) {
                writer.add(entry.record.sibling(added.getKey()), added.getValue());
            }
        }
        writer.finish(directory.comment());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
