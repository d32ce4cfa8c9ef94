package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/maven.md shows and names is in the scenarios, and so is tried. */
class MavenGuideTest {

    private static final Path GUIDE = Path.of("..", "docs", "maven.md");
    private static final Path SCENARIOS = Path.of("scenarios");
    private static final Pattern BRACKETS = Pattern.compile("\\[(`[^\\]]+`)\\]");
    private static final Pattern VERSION = Pattern.compile("<version>.*</version>");

    @ParameterizedTest
    @MethodSource("blocks")
    void eachBlockIsPartOfAScenario(String block) throws IOException {
        assertTrue(files().anyMatch(file -> plain(file).contains(plain(block))), block);
    }

    @ParameterizedTest
    @MethodSource("names")
    void eachScenarioThatIsNamedExists(String name) {
        assertTrue(Files.isRegularFile(SCENARIOS.resolve(name).resolve("pom.xml")), name);
    }

    static List<String> blocks() throws IOException {
        return Markdown.parse(Files.readAllLines(GUIDE)).blocks().stream()
                .map(Markdown.Block::text)
                .toList();
    }

    static List<String> names() throws IOException {
        return BRACKETS.matcher(Files.readString(GUIDE))
                .results()
                .map(MatchResult::group)
                .flatMap(group -> Stream.of(group.replaceAll("[\\[\\]`]", "").split(", *")))
                .toList();
    }

    private static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(SCENARIOS)) {
            return files
                    .filter(file -> file.endsWith("pom.xml") || file.toString().endsWith(".java"))
                    .map(MavenGuideTest::read)
                    .toList()
                    .stream();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Without indentation, and with all versions alike: a scenario takes its versions from the build. */
    private static String plain(String text) {
        String stripped = text.lines().map(String::strip).collect(Collectors.joining("\n"));
        return VERSION.matcher(stripped).replaceAll("<version/>");
    }
}
