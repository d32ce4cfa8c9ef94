package dev.reprise.transformer.internal.zip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.transformer.internal.zip.ZipArchive.Changes;
import dev.reprise.transformer.support.Zips;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {

    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final Changes NONE = new Changes(Map.of(), Map.of(), Set.of());

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    @BeforeEach
    void writeAnArchive() throws IOException {
        entries.put("dir/", bytes(""));
        entries.put("dir/text.txt", bytes("text ".repeat(100)));
        entries.put("dir/stored.bin", bytes("stored"));
        entries.put("dir/empty.txt", bytes(""));
        entries.put("\u00e9t\u00e9.txt", bytes("summer"));
        file = Zips.write(folder.resolve("file.zip"), entries);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] rewritten(Changes changes) throws IOException {
        ByteArrayOutputStream to = new ByteArrayOutputStream();
        try (ZipArchive archive = ZipArchive.open(file)) {
            archive.write(changes, to);
        }
        return to.toByteArray();
    }

    private Map<String, byte[]> contentsAfter(Changes changes) throws IOException {
        return Zips.read(Files.write(folder.resolve("after.zip"), rewritten(changes)));
    }

    private static void assertSame(Map<String, byte[]> expected, Map<String, byte[]> found) {
        assertEquals(List.copyOf(expected.keySet()), List.copyOf(found.keySet()));
        expected.forEach((name, content) -> assertArrayEquals(content, found.get(name), name));
    }

    @Test
    void readsWhatTheJdkWrites() throws IOException {
        try (ZipArchive archive = ZipArchive.open(file)) {
            assertEquals(List.copyOf(entries.keySet()), archive.names());
            for (String name : archive.names()) {
                assertArrayEquals(entries.get(name), archive.content(name), name);
            }
        }
    }

    @Test
    void withoutAChangeTheFileIsTheSameToTheLastByte() throws IOException {
        assertArrayEquals(Files.readAllBytes(file), rewritten(NONE));
    }

    @Test
    void anEmptyArchiveStaysEmpty() throws IOException {
        Zips.write(file, Map.of());
        assertArrayEquals(Files.readAllBytes(file), rewritten(NONE));
    }

    @Test
    void changesReplaceAddAndRemove() throws IOException {
        Map<String, byte[]> found = contentsAfter(new Changes(
                Map.of("dir/stored.bin", bytes("other"), "dir/empty.txt", bytes("full ".repeat(50))),
                Map.of("dir/stored.bin", Map.of("dir/new\u00e9.bin", bytes("new"))),
                Set.of("dir/text.txt")));
        Map<String, byte[]> expected = new LinkedHashMap<>();
        expected.put("dir/", bytes(""));
        expected.put("dir/stored.bin", bytes("other"));
        expected.put("dir/new\u00e9.bin", bytes("new"));
        expected.put("dir/empty.txt", bytes("full ".repeat(50)));
        expected.put("\u00e9t\u00e9.txt", bytes("summer"));
        assertSame(expected, found);
        List<? extends ZipEntry> after = Zips.entries(folder.resolve("after.zip"));
        assertEquals(
                List.of(ZipEntry.STORED, ZipEntry.STORED, ZipEntry.STORED, ZipEntry.DEFLATED, ZipEntry.DEFLATED),
                after.stream().map(ZipEntry::getMethod).toList());
        after.forEach(entry -> assertEquals(Zips.TIME, entry.getLastModifiedTime(), entry.getName()));
        try (ZipFile zip = new ZipFile(folder.resolve("after.zip").toFile())) {
            assertEquals("a comment", zip.getComment());
        }
    }

    @Test
    void whatIsNotTouchedKeepsItsCompressedBytes() throws IOException {
        byte[] before = Files.readAllBytes(file);
        byte[] after = rewritten(new Changes(Map.of("dir/stored.bin", bytes("another length")), Map.of(), Set.of()));
        int start = indexOf(before, "dir/text.txt");
        int end = indexOf(before, "dir/stored.bin") - 30;
        assertArrayEquals(
                java.util.Arrays.copyOfRange(before, start, end), java.util.Arrays.copyOfRange(after, start, end));
        byte[] last = java.util.Arrays.copyOfRange(
                before, indexOf(before, "dir/empty.txt") - 30, positionOf(before, CENTRAL));
        int from = indexOf(after, "dir/empty.txt") - 30;
        assertArrayEquals(last, java.util.Arrays.copyOfRange(after, from, from + last.length));
    }

    @Test
    void aProgramBeforeTheArchiveStays() throws IOException {
        byte[] program = bytes("#!/bin/sh\nexec java -jar $0\n");
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(program);
        both.writeBytes(Files.readAllBytes(file));
        Files.write(file, both.toByteArray());
        Changes changes = new Changes(Map.of("dir/stored.bin", bytes("other")), Map.of(), Set.of());
        byte[] after = rewritten(changes);
        assertArrayEquals(program, java.util.Arrays.copyOf(after, program.length));
        entries.put("dir/stored.bin", bytes("other"));
        assertSame(entries, contentsAfter(changes));
    }

    /** More than a 16-bit count can tell: the zip64 records are needed. */
    @Test
    void moreThanSixtyFiveThousandEntries() throws IOException {
        Map<String, byte[]> many = new LinkedHashMap<>();
        for (int i = 0; i < 65_600; i++) {
            many.put(i + ".bin", new byte[0]);
        }
        Zips.write(file, many);
        assertArrayEquals(Files.readAllBytes(file), rewritten(NONE));
        Files.write(file, rewritten(new Changes(Map.of("3.bin", bytes("three")), Map.of(), Set.of("65599.bin"))));
        List<? extends ZipEntry> found = Zips.entries(file);
        assertEquals(65_599, found.size());
        assertEquals(5, found.get(3).getSize());
    }

    /** The sizes and the place of an entry may stand in its extra field although 32 bits would do. */
    @Test
    void wideValues() throws IOException {
        byte[] content = bytes("wide");
        file = Files.write(folder.resolve("wide.zip"), wide("a.bin", content));
        assertSame(Map.of("a.bin", content), Zips.read(file));
        assertArrayEquals(Files.readAllBytes(file), rewritten(NONE));
        Changes changes = new Changes(
                Map.of("a.bin", bytes("changed")), Map.of("a.bin", Map.of("b.bin", bytes("new"))), Set.of());
        Map<String, byte[]> expected = new LinkedHashMap<>();
        expected.put("a.bin", bytes("changed"));
        expected.put("b.bin", bytes("new"));
        assertSame(expected, contentsAfter(changes));
    }

    private static byte[] wide(String name, byte[] content) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(content);
        ByteBuffer zip = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        zip.putInt(LOCAL)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0)
                .putInt(0x5a5a5a5a);
        zip.putInt((int) crc.getValue())
                .putInt(-1)
                .putInt(-1)
                .putShort((short) name.length())
                .putShort((short) 20);
        zip.put(bytes(name))
                .putShort((short) 1)
                .putShort((short) 16)
                .putLong(content.length)
                .putLong(content.length);
        zip.put(content);
        int directory = zip.position();
        zip.putInt(CENTRAL)
                .putShort((short) 45)
                .putShort((short) 45)
                .putShort((short) 0)
                .putShort((short) 0);
        zip.putInt(0x5a5a5a5a).putInt((int) crc.getValue()).putInt(-1).putInt(-1);
        zip.putShort((short) name.length())
                .putShort((short) 28)
                .putShort((short) 0)
                .putShort((short) 0);
        zip.putShort((short) 0).putInt(0).putInt(-1).put(bytes(name));
        zip.putShort((short) 1)
                .putShort((short) 24)
                .putLong(content.length)
                .putLong(content.length)
                .putLong(0);
        int length = zip.position() - directory;
        zip.putInt(0x06054b50)
                .putInt(0)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(length)
                .putInt(directory);
        zip.putShort((short) 0);
        return java.util.Arrays.copyOf(zip.array(), zip.position());
    }

    private void assertRefused(String message) {
        IOException refused = assertThrows(IOException.class, () -> {
            try (ZipArchive archive = ZipArchive.open(file)) {
                for (String name : archive.names()) {
                    archive.content(name);
                }
            }
        });
        assertEquals(message, refused.getMessage());
    }

    private static int indexOf(byte[] in, String text) {
        return new String(in, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    private static int lastIndexOf(byte[] in, String text) {
        return new String(in, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    private static int positionOf(byte[] in, int signature) {
        ByteBuffer bytes = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
        int at = 0;
        while (bytes.getInt(at) != signature) {
            at++;
        }
        return at;
    }

    @Test
    void whatIsNoZipFileIsRefused() throws IOException {
        Files.writeString(file, "no zip file at all, but long enough to hold the record of its end");
        assertRefused("it is no zip file, or its end is missing");
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        byte[] all = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(all, all.length / 2));
        assertRefused("it is no zip file, or its end is missing");
        Files.write(file, java.util.Arrays.copyOfRange(all, 100, all.length));
        assertRefused("its central directory is not where it should be");
    }

    @Test
    void twoEntriesOfOneNameAreRefused() throws IOException {
        entries.put("dir/emptY.txt", bytes("another"));
        Zips.write(file, entries);
        replaceAll("dir/emptY.txt", "dir/empty.txt");
        assertRefused("it has two entries dir/empty.txt");
    }

    @Test
    void namesThatLeadOutAreRefused() throws IOException {
        for (String name : List.of(
                "../up.class", "a/../../up.cls", "/root.class", "a\\..\\up.cls", "\\root.class", "C:up.class")) {
            Zips.write(file, Map.of(name, bytes("text")));
            assertRefused("entry " + name + " has a name that leads out of the archive");
        }
        for (String name : List.of("..up.class", "a..b/up.class", "up.class..", "C/:up")) {
            Zips.write(file, Map.of(name, bytes("text")));
            assertEquals(1, contentsAfter(NONE).size(), name);
        }
    }

    private void replaceAll(String text, String by) throws IOException {
        String all = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        Files.write(file, all.replace(text, by).getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void damagedDataIsRefused() throws IOException {
        byte[] all = Files.readAllBytes(file);
        all[indexOf(all, "dir/stored.bin") + "dir/stored.bin".length() + 9] ^= 1; // after nine bytes of extra field
        Files.write(file, all);
        assertRefused("entry dir/stored.bin is damaged: its checksum is another one");
    }

    @Test
    void wrongSizesAreRefused() throws IOException {
        byte[] all = Files.readAllBytes(file);
        int record = lastIndexOf(all, "dir/text.txt") - 46;
        ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(record + 24, 499);
        Files.write(file, all);
        assertRefused("entry dir/text.txt is damaged: it has not the 499 bytes that it should");
        bytes.putInt(record + 24, 501);
        Files.write(file, all);
        assertRefused("entry dir/text.txt is damaged: it has not the 501 bytes that it should");
        bytes.putInt(record + 24, 2_000_000_000);
        Files.write(file, all);
        assertRefused("entry dir/text.txt says that it has 2000000000 bytes");
        bytes.putInt(record + 20, 1_000);
        Files.write(file, all);
        assertRefused("entry dir/text.txt is cut off");
    }

    @Test
    void whatJavaCannotReadIsRefused() throws IOException {
        byte[] all = Files.readAllBytes(file);
        int record = lastIndexOf(all, "dir/text.txt") - 46;
        all[record + 10] = 93;
        Files.write(file, all);
        assertRefused("entry dir/text.txt is compressed by method 93, which Java cannot read");
        all[record + 8] |= 1;
        Files.write(file, all);
        assertRefused("entry dir/text.txt is encrypted");
    }

    @Test
    void entriesThatShareBytesAreRefused() throws IOException {
        byte[] all = Files.readAllBytes(file);
        int first = lastIndexOf(all, "dir/text.txt") - 46;
        int second = lastIndexOf(all, "dir/stored.bin") - 46;
        System.arraycopy(all, first + 42, all, second + 42, 4);
        Files.write(file, all);
        assertRefused("entry dir/stored.bin shares its bytes with another one");
    }

    /** Whatever is wrong, the answer is an archive or an IOException, and nothing else. */
    @Test
    void mutations() throws IOException {
        byte[] all = Files.readAllBytes(file);
        long seed = 42;
        Random random = new Random(seed);
        List<String> outcomes = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            byte[] mutated = all.clone();
            for (int n = random.nextInt(4); n >= 0; n--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt();
            }
            Files.write(file, mutated);
            try (ZipArchive archive = ZipArchive.open(file)) {
                for (String name : archive.names()) {
                    archive.content(name);
                }
                archive.write(NONE, new ByteArrayOutputStream());
                outcomes.add("read");
            } catch (IOException e) {
                outcomes.add(Objects.requireNonNull(e.getMessage()));
            } catch (RuntimeException e) {
                throw new AssertionError("mutation " + i + " of seed " + seed, e);
            }
        }
        assertTrue(Set.copyOf(outcomes).size() > 10, outcomes::toString);
    }
}
