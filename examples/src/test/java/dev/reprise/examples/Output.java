package dev.reprise.examples;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Takes what an example prints. */
public final class Output {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private final PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    public PrintStream stream() {
        return stream;
    }

    public List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Returns the lines in one, as the documents write outputs that are short. */
    public String words() {
        return String.join(" ", lines());
    }
}
