package dev.reprise.it.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Class files of a folder. */
public final class ClassFiles {

    private static final String SUFFIX = ".class";

    private ClassFiles() {}

    /** Reads the class files below a folder, by internal name; their names begin at {@code root}. */
    public static SortedMap<String, byte[]> below(Path root, Path folder) throws IOException {
        SortedMap<String, byte[]> classFiles = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> found =
                    paths.filter(path -> path.toString().endsWith(SUFFIX)).toList();
            for (Path path : found) {
                String name = root.relativize(path)
                        .toString()
                        .replace(path.getFileSystem().getSeparator(), "/");
                classFiles.put(name.substring(0, name.length() - SUFFIX.length()), Files.readAllBytes(path));
            }
        }
        return classFiles;
    }
}
