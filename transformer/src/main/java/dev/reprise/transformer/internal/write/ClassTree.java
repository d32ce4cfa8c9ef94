package dev.reprise.transformer.internal.write;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A folder of class files that is changed all at once: everything is written beside it first, then moved into place, so
 * that a failure before the first move leaves it untouched. A file that would not change is not written.
 */
public final class ClassTree {

    private static final String SUFFIX = ".class";

    private final Path root;
    private final SortedMap<String, byte[]> written = new TreeMap<>();
    private final SortedSet<String> deleted = new TreeSet<>();

    public ClassTree(Path root) {
        this.root = root;
    }

    /** Returns the class files as paths relative to the folder, with slashes, in order. */
    public List<String> list() throws IOException {
        List<String> files = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String path = root.relativize(file).toString().replace('\\', '/');
                if (path.endsWith(SUFFIX)) {
                    files.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        return files;
    }

    public byte[] read(String path) throws IOException {
        return Files.readAllBytes(root.resolve(path));
    }

    /** Returns the path of a class. */
    public static String pathOf(String internalName) {
        return internalName + SUFFIX;
    }

    /** Notes that a class is to have these bytes. */
    public void put(String internalName, byte[] bytes) {
        written.put(pathOf(internalName), bytes);
    }

    /** Notes that a class file is to go. */
    public void delete(String path) {
        deleted.add(path);
    }

    /** Makes the noted changes. */
    public void replace() throws IOException {
        SortedMap<String, byte[]> changes = new TreeMap<>();
        for (Map.Entry<String, byte[]> entry : written.entrySet()) {
            Path file = root.resolve(entry.getKey());
            if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), entry.getValue())) {
                changes.put(entry.getKey(), entry.getValue());
            }
        }
        if (!changes.isEmpty()) {
            Path staging = Files.createTempDirectory(root.toAbsolutePath().getParent(), ".reprise-");
            try {
                for (Map.Entry<String, byte[]> entry : changes.entrySet()) {
                    Path staged = staging.resolve(entry.getKey());
                    Files.createDirectories(staged.getParent());
                    Files.write(staged, entry.getValue());
                }
                for (String path : changes.keySet()) {
                    move(staging.resolve(path), root.resolve(path));
                }
            } finally {
                deleteTree(staging);
            }
        }
        for (String path : deleted) {
            Files.deleteIfExists(root.resolve(path));
        }
    }

    private static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
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
}
