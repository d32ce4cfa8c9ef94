package dev.reprise.it.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** The files of the resource folder {@code protocol}: lines {@code name | text}, comments behind a {@code #}. */
final class Table {

    private Table() {}

    /** Reads a file; in the order of its lines, the text behind each name. */
    static Map<String, String> read(String file) {
        return parse(contents(file));
    }

    static Map<String, String> parse(String contents) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : contents.lines().toList()) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", 2);
            if (texts.put(parts[0].strip(), parts[1].strip()) != null) {
                throw new IllegalStateException("two sequences are named " + parts[0]);
            }
        }
        return texts;
    }

    static String contents(String file) {
        try (InputStream in = Objects.requireNonNull(Table.class.getResourceAsStream("/protocol/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
