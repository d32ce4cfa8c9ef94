package dev.reprise.examples.guide;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each block of Java on the guide's pages stands, line by line, in a class of the examples, which is compiled and tested. */
class GuideTest {

    private static final Path DOCS = Path.of("../docs");
    private static final Path SOURCES = Path.of("src/main/java/dev/reprise/examples");

    @ParameterizedTest
    @ValueSource(strings = {"guide.md", "networking.md"})
    void whatTheGuideShowsIsCompiledAndTested(String page) throws IOException {
        List<String> sources = sources();
        List<String> blocks = blocks(DOCS.resolve(page));
        assertTrue(blocks.size() > 5, () -> "the page has only " + blocks.size() + " blocks");
        for (String block : blocks) {
            assertTrue(sources.stream().anyMatch(source -> source.contains(block)), () -> "not found:\n" + block);
        }
    }

    private static List<String> sources() throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                sources.add(stripped(Files.readAllLines(file)));
            }
        }
        return sources;
    }

    private static List<String> blocks(Path page) throws IOException {
        List<String> blocks = new ArrayList<>();
        List<String> block = null;
        for (String line : Files.readAllLines(page)) {
            if (line.equals("```java")) {
                block = new ArrayList<>();
            } else if (line.equals("```") && block != null) {
                blocks.add(stripped(block));
                block = null;
            } else if (block != null) {
                block.add(line);
            }
        }
        return blocks;
    }

    /** Without indentation and empty lines; a newline at both ends, so that a block matches whole lines. */
    private static String stripped(List<String> lines) {
        StringBuilder text = new StringBuilder("\n");
        for (String line : lines) {
            if (!line.isBlank()) {
                text.append(line.strip()).append('\n');
            }
        }
        return text.toString();
    }
}
