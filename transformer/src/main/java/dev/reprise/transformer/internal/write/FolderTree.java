package dev.reprise.transformer.internal.write;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder that is changed in place, or copied to another one with changes. Everything is written beside the output
 * first, then moved into place, so that a failure before the first move leaves it untouched. A file that would not change
 * is not written.
 */
public final class FolderTree implements ClassTree {

    private final Path in;
    private final Path out;
    private final SortedMap<String, byte[]> written = new TreeMap<>();
    private final SortedSet<String> deleted = new TreeSet<>();

    /** A folder that is changed in place. */
    public FolderTree(Path folder) {
        this(folder, folder);
    }

    /** A folder that is copied to another one, which need not exist; what else that holds stays. */
    public FolderTree(Path in, Path out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public List<String> list() throws IOException {
        List<String> classes = files(in);
        classes.removeIf(path -> !path.endsWith(SUFFIX));
        return classes;
    }

    @Override
    public List<String> others() throws IOException {
        if (isInPlace() || !Files.isDirectory(out)) {
            return List.of();
        }
        List<String> classes = files(out);
        classes.removeIf(path -> !path.endsWith(SUFFIX) || Files.exists(in.resolve(path)));
        return classes;
    }

    private boolean isInPlace() {
        return in.equals(out);
    }

    /** Links to folders are followed where all is copied, since a link elsewhere may lead to nothing. */
    private List<String> files(Path root) throws IOException {
        Set<FileVisitOption> options =
                isInPlace() ? EnumSet.noneOf(FileVisitOption.class) : EnumSet.of(FileVisitOption.FOLLOW_LINKS);
        List<String> files = new ArrayList<>();
        Files.walkFileTree(root, options, Integer.MAX_VALUE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                files.add(root.relativize(file).toString().replace('\\', '/'));
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    @Override
    public byte[] read(String path) throws IOException {
        Path file = in.resolve(path);
        return Files.readAllBytes(Files.exists(file) ? file : out.resolve(path));
    }

    @Override
    public void put(String path, byte[] bytes, String owner) {
        written.put(path, bytes);
    }

    @Override
    public void delete(String path) {
        deleted.add(path);
    }

    @Override
    public List<Loss> losses() {
        return List.of();
    }

    @Override
    public void write() throws IOException {
        SortedMap<String, byte[]> changes = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : written.entrySet()) {
            Path file = out.resolve(entry.getKey());
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), entry.getValue())) {
                changes.put(entry.getKey(), entry.getValue());
            }
        }
        List<String> copies = isInPlace() ? List.of() : copies();
        if (!changes.isEmpty() || !copies.isEmpty()) {
            replace(changes, copies);
        }
        for (String path : deleted) {
            Files.deleteIfExists(out.resolve(path));
        }
    }

    /** Returns the files that are to be as in the input and are not yet. */
    private List<String> copies() throws IOException {
        List<String> copies = new ArrayList<>();
        for (String path : files(in)) {
            if (!written.containsKey(path) && !deleted.contains(path)) {
                Path file = out.resolve(path);
                if (!Files.exists(file) || Files.mismatch(in.resolve(path), file) >= 0) {
                    copies.add(path);
                }
            }
        }
        return copies;
    }

    private void replace(SortedMap<String, byte[]> changes, List<String> copies) throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path staging = Files.createTempDirectory(parent, ".reprise-");
        try {
            for (Map.Entry<String, byte[]> entry : changes.entrySet()) {
                Path staged = staging.resolve(entry.getKey());
                Files.createDirectories(staged.getParent());
                Files.write(staged, entry.getValue());
            }
            for (String path : copies) {
                Path staged = staging.resolve(path);
                Files.createDirectories(staged.getParent());
                Files.copy(in.resolve(path), staged, StandardCopyOption.COPY_ATTRIBUTES);
            }
            for (String path : files(staging)) {
                Path target = out.resolve(path);
                Files.createDirectories(target.getParent());
                Moves.move(staging.resolve(path), target);
            }
        } finally {
            deleteTree(staging);
        }
    }

    private static void deleteTree(Path path) throws IOException {
        if (Files.isDirectory(path)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(path)) {
                for (Path child : children) {
                    deleteTree(child);
                }
            }
        }
        Files.delete(path);
    }

    @Override
    public void close() {}
}
