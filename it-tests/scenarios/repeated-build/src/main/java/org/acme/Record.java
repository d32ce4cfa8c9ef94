package org.acme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Records when each class file was written and what is in it, or fails where that differs from what was recorded. */
public final class Record {

    /** Out of the reach of {@code clean}. */
    private static final Path FOLDER = Path.of("record");

    private Record() {}

    public static void main(String[] args) throws IOException {
        SortedMap<Path, Object> times = new TreeMap<>();
        SortedMap<Path, Object> contents = new TreeMap<>();
        for (Path file : classFiles()) {
            times.put(file, Files.getLastModifiedTime(file));
            contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
        }
        switch (args[0]) {
            case "record" -> {
                Files.createDirectories(FOLDER);
                Files.writeString(FOLDER.resolve("times"), times.toString());
                Files.writeString(FOLDER.resolve("contents"), contents.toString());
            }
            case "same-times" -> compare("times", times);
            case "same-contents" -> compare("contents", contents);
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void compare(String what, SortedMap<Path, Object> now) throws IOException {
        String recorded = Files.readString(FOLDER.resolve(what));
        if (!recorded.equals(now.toString())) {
            throw new AssertionError("Other " + what + " than before:\n" + recorded + "\n" + now);
        }
        System.out.println("compared " + what + " of " + now.size() + " files");
    }

    private static Iterable<Path> classFiles() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target"))) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }
}
