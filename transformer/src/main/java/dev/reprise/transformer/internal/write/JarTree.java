package dev.reprise.transformer.internal.write;

import dev.reprise.transformer.internal.zip.ZipArchive;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A jar, copied with changes. Entries keep their order; a frame class stands behind its owner. The output is written
 * beside its place and then moved there, and is left alone if it would not change. Jars inside are copied as they are.
 */
public final class JarTree implements ClassTree {

    private final Path in;
    private final Path out;
    private final ZipArchive archive;
    private final SortedMap<String, byte[]> content = new TreeMap<>();
    private final Map<String, Map<String, byte[]>> added = new LinkedHashMap<>();
    private final SortedSet<String> removed = new TreeSet<>();

    /** Opens a jar that is to be copied to another file, or to be changed in place. */
    public JarTree(Path in, Path out) throws IOException {
        this.in = in;
        this.out = out;
        this.archive = ZipArchive.open(in);
    }

    @Override
    public List<String> list() {
        List<String> names = archive.names();
        names.removeIf(name -> !name.endsWith(SUFFIX));
        names.sort(null);
        return names;
    }

    @Override
    public List<String> others() {
        return List.of();
    }

    @Override
    public byte[] read(String path) throws IOException {
        return archive.content(path);
    }

    @Override
    public void put(String path, byte[] bytes, String owner) {
        if (archive.contains(path)) {
            content.put(path, bytes);
        } else {
            added.computeIfAbsent(owner, key -> new TreeMap<>()).put(path, bytes);
        }
    }

    @Override
    public void delete(String path) {
        removed.add(path);
    }

    @Override
    public List<Loss> losses() {
        List<String> signatures = signatures();
        if (signatures.isEmpty() || !hasChanges()) {
            return List.of();
        }
        return List.of(new Loss(
                signatures.get(0),
                "the jar is signed, and classes of it are rewritten: its signature is left out",
                "sign the new jar, not the old one"));
    }

    private List<String> signatures() {
        return archive.names().stream().filter(Signature::isPart).toList();
    }

    private boolean hasChanges() {
        return !content.isEmpty() || !added.isEmpty() || !removed.isEmpty();
    }

    @Override
    public void write() throws IOException {
        Path place = Files.exists(out) ? out.toRealPath() : out.toAbsolutePath();
        Path folder = Objects.requireNonNull(place.getParent(), "a file stands in a folder");
        Files.createDirectories(folder);
        // Files.createTempFile would make it unreadable for others.
        Path staged = folder.resolve(".reprise-" + ProcessHandle.current().pid() + "-" + place.getFileName());
        try {
            if (hasChanges()) {
                writeChanges(staged);
            } else {
                Files.copy(in, staged, StandardCopyOption.REPLACE_EXISTING);
            }
            archive.close(); // Windows replaces no open file.
            if (!Files.exists(place) || Files.mismatch(staged, place) >= 0) {
                Moves.move(staged, place);
            }
        } finally {
            Files.deleteIfExists(staged);
        }
    }

    private void writeChanges(Path staged) throws IOException {
        List<String> signatures = signatures();
        if (!signatures.isEmpty()) {
            removed.addAll(signatures);
            if (archive.contains(Signature.MANIFEST)) {
                content.put(Signature.MANIFEST, Signature.withoutDigests(archive.content(Signature.MANIFEST)));
            }
        }
        try (OutputStream to = new BufferedOutputStream(Files.newOutputStream(
                staged, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE))) {
            archive.write(new ZipArchive.Changes(content, added, removed), to);
        }
        PosixFileAttributeView from = Files.getFileAttributeView(in, PosixFileAttributeView.class);
        if (from != null) { // some jars can be executed
            Files.setPosixFilePermissions(staged, from.readAttributes().permissions());
        }
    }

    @Override
    public void close() throws IOException {
        archive.close();
    }
}
