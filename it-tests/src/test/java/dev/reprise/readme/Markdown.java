package dev.reprise.readme;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The fenced code blocks of a Markdown document, by the <code>## </code> section that they stand in. */
public record Markdown(List<Block> blocks) {

    private static final String FENCE = "```";

    /** A block; its language is all that stands behind the fence. */
    public record Block(String section, String language, String text) {}

    static Markdown readme() throws IOException {
        return parse(Files.readAllLines(Path.of("..", "README.md")));
    }

    /** Reads a document by its lines. */
    public static Markdown parse(List<String> lines) {
        var blocks = new ArrayList<Block>();
        String section = "";
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.startsWith("## ")) {
                section = line.substring(3).strip();
            } else if (line.startsWith(FENCE)) {
                int end = i + 1;
                while (!lines.get(end).startsWith(FENCE)) {
                    end++;
                }
                String language = line.substring(FENCE.length()).strip();
                blocks.add(new Block(section, language, String.join("\n", lines.subList(i + 1, end))));
                i = end;
            }
        }
        return new Markdown(List.copyOf(blocks));
    }

    /** The section's blocks. */
    public List<Block> in(String section) {
        return blocks.stream().filter(block -> block.section.equals(section)).toList();
    }

    /** The text of the section's only block in that language. */
    public String only(String section, String language) {
        List<Block> found = in(section).stream()
                .filter(block -> block.language.equals(language))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError("'## " + section + "' has " + found.size() + " blocks of " + language + ", not 1");
        }
        return found.get(0).text;
    }
}
