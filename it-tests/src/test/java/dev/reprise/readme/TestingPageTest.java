package dev.reprise.readme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.reprise.it.support.InMemoryCompiler;
import dev.reprise.it.support.Transformation;
import dev.reprise.readme.Markdown.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The tests that docs/testing.md shows succeed, or fail with what is printed below them. */
class TestingPageTest {

    private static final Path PAGE = Path.of("..", "docs", "testing.md");
    private static final Pattern NAME = Pattern.compile("(?m)^class (\\w+)");
    private static final Pattern LINE = Pattern.compile("(\\w+\\.java):(\\d+)");

    private static Markdown page() throws IOException {
        return Markdown.parse(Files.readAllLines(PAGE));
    }

    /** A class, and what is printed below it: nothing if its tests succeed. */
    record Example(String name, String source, Block printed) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Example> examples() throws IOException {
        List<Block> blocks = page().blocks();
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i++) {
            Block block = blocks.get(i);
            if (block.language().equals("java")) {
                Block next = i + 1 < blocks.size() ? blocks.get(i + 1) : block;
                Matcher name = NAME.matcher(block.text());
                assertTrue(name.find(), block::text);
                boolean fails = next.language().startsWith("text");
                examples.add(new Example(name.group(1), block.text(), fails ? next : new Block("", "", "")));
            }
        }
        return examples;
    }

    @Test
    void someSucceedAndSomeFail() throws IOException {
        assertEquals(
                List.of(
                        "DownloadTest succeeds",
                        "HandoverTest fails",
                        "PollerTest fails",
                        "MailTest fails",
                        "BackupTest fails",
                        "CounterTest fails",
                        "ChecksumTest succeeds",
                        "FactoryTest succeeds"),
                examples().stream()
                        .map(example -> example + (example.printed().text().isEmpty() ? " succeeds" : " fails"))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("examples")
    void eachDoesWhatThePageSays(Example example) throws IOException {
        String imports = page().only("", "java imports").replace("\n", " ");
        Transformation made = Transformation.of(InMemoryCompiler.compile(imports + "\n" + example.source()));
        Events tests = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(made.load(example.name())))
                .execute()
                .testEvents();
        assertTrue(tests.started().count() > 0, "no test was found");
        String failures = tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result -> printed(result.getThrowable().orElseThrow(), example.printed()))
                .collect(Collectors.joining("\n"));
        assertEquals(withoutSeeds(example.printed().text()), withoutSeeds(failures));
    }

    /** The lines are counted from the example's first one. */
    private static String printed(Throwable failure, Block like) {
        Throwable told = like.language().equals("text note") ? failure.getSuppressed()[0] : failure;
        return LINE.matcher(String.valueOf(told.getMessage()))
                .replaceAll(line -> line.group(1) + ":" + (Integer.parseInt(line.group(2)) - 1));
    }

    private static String withoutSeeds(String text) {
        return text.replaceAll("(seed ?=? ?)\\d+", "$1N");
    }

    @Test
    void theDependencyIsThatOfTheScenario() throws IOException {
        String dependency = page().only("Setting it up", "xml");
        String scenario = Files.readString(Path.of("scenarios", "junit", "pom.xml"));
        assertTrue(plain(scenario).contains(plain(dependency)), dependency);
    }

    private static String plain(String xml) {
        return xml.replaceAll("<version>.*</version>", "<version/>").replaceAll("\\s+", " ");
    }
}
