package org.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records when each class file was written, or fails where that differs from what was recorded. */
public final class Times {

    private static final Path TARGET = Path.of("target");

    private Times() {}

    public static void main(String[] args) throws IOException {
        Path record = TARGET.resolve("times.txt");
        String now = times();
        if (args[0].equals("record")) {
            Files.writeString(record, now);
        } else if (!Files.readString(record).equals(now)) {
            throw new AssertionError("Class files were written again. Before:\n" + Files.readString(record) + now);
        }
    }

    private static String times() throws IOException {
        var times = new TreeMap<Path, Object>();
        try (Stream<Path> files = Files.walk(TARGET)) {
            for (Path file : (Iterable<Path>) files.filter(Times::isClassFile)::iterator) {
                times.put(file, Files.getLastModifiedTime(file));
            }
        }
        return times.toString();
    }

    private static boolean isClassFile(Path path) {
        return path.toString().endsWith(".class");
    }
}
