package dev.reprise.it.differential;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code docs/constructs.md} names tests that are there and run, and leaves out no body of the targets. */
class ConstructsTest {

    private static final Path PAGE = Path.of("..", "docs", "constructs.md");
    private static final Path JAVA = Path.of("src/test/java");

    private static final Pattern DEFINITION = Pattern.compile("(?m)^\\[(\\w+)]: (\\S+)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (.*) \\| (.*) \\|$");

    /** A link or, after the link that it belongs to, a name. */
    private static final Pattern REFERENCE = Pattern.compile("\\[(\\w+)]|`(\\w+)`");

    private static final Pattern BODY = Pattern.compile("(\\w+)\\((?:Probe p|p: Probe)\\)");
    private static final Pattern EXPECTED_ERROR = Pattern.compile("// error: (.*)");

    /** The files that the page links to, by the name of the link. */
    private static final Map<String, Path> LINKS = new TreeMap<>();

    /** The references of each row, by its first cell. */
    private static final Map<String, List<Reference>> ROWS = new TreeMap<>();

    private static String page = "";

    /** A file and a method in it, or no name for the whole file. */
    private record Reference(String link, String name) {}

    @BeforeAll
    static void read() throws IOException {
        page = Files.readString(PAGE);
        DEFINITION.matcher(page).results().forEach(found -> {
            Path file = PAGE.resolveSibling(found.group(2)).normalize();
            LINKS.put(
                    found.group(1),
                    Path.of("")
                            .toAbsolutePath()
                            .relativize(file.toAbsolutePath().normalize()));
        });
        ROW.matcher(page).results().filter(row -> !row.group(2).equals("tests")).forEach(row -> {
            List<Reference> earlier = ROWS.put(row.group(1), referencesIn(row.group(2)));
            assertEquals(null, earlier, () -> "two rows for " + row.group(1));
        });
    }

    private static List<Reference> referencesIn(String cell) {
        List<Reference> references = new ArrayList<>();
        String link = "";
        boolean named = true;
        Matcher matcher = REFERENCE.matcher(cell);
        while (matcher.find()) {
            if (matcher.group(2) != null) {
                references.add(new Reference(link, matcher.group(2)));
                named = true;
                continue;
            }
            if (!named) {
                references.add(new Reference(link, ""));
            }
            link = matcher.group(1);
            named = false;
        }
        if (!named) {
            references.add(new Reference(link, ""));
        }
        return references;
    }

    @Test
    void everyLinkIsDefinedOnceAndUsed() {
        Set<String> used = Pattern.compile("\\[(\\w+)](?![(:])")
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(used, new TreeSet<>(LINKS.keySet()));
        assertEquals(LINKS.size(), DEFINITION.matcher(page).results().count());
    }

    @Test
    void everyLinkLeadsToAFileOfThatName() {
        LINKS.forEach((name, file) -> {
            assertTrue(Files.isRegularFile(file), file::toString);
            assertTrue(file.getFileName().toString().startsWith(name + "."), file::toString);
        });
    }

    @TestFactory
    Stream<DynamicTest> everyRowNamesTestsThatRun() {
        assertTrue(ROWS.size() > 100, () -> "only " + ROWS.size());
        return ROWS.entrySet().stream()
                .map(row -> DynamicTest.dynamicTest(row.getKey(), () -> {
                    assertFalse(row.getValue().isEmpty(), "no test");
                    for (Reference reference : row.getValue()) {
                        Set<String> runnable =
                                runnableIn(Objects.requireNonNull(LINKS.get(reference.link()), reference.link()));
                        assertFalse(runnable.isEmpty(), () -> reference + " has no test");
                        assertTrue(
                                reference.name().isEmpty() || runnable.contains(reference.name()),
                                () -> reference + " is none of " + runnable);
                    }
                }));
    }

    @Test
    void everyBodyOfTheTargetsIsInTheTable() {
        Set<Reference> named = new TreeSet<>(java.util.Comparator.comparing(Reference::toString));
        ROWS.values().forEach(named::addAll);
        List<Body> missing = Targets.all().bodies().stream()
                .filter(body -> !named.contains(new Reference(fileOf(body), body.name())))
                .filter(body -> !named.contains(new Reference(fileOf(body), "")))
                .toList();
        assertEquals(List.of(), missing);
    }

    private static String fileOf(Body body) {
        return body.className().replaceAll(".*\\.|\\$.*", "");
    }

    /** Returns the names of what a test runs in a file: its test methods, or bodies. */
    private static Set<String> runnableIn(Path file) throws IOException, ClassNotFoundException {
        String name = file.getFileName().toString();
        if (file.startsWith(JAVA) && name.endsWith("Test.java")) {
            String className =
                    JAVA.relativize(file).toString().replace(".java", "").replaceAll("[/\\\\]", ".");
            return testsOf(Class.forName(className));
        }
        if (file.startsWith(JAVA)) {
            return Targets.all().bodies().stream()
                    .filter(body -> name.equals(fileOf(body) + ".java"))
                    .map(Body::name)
                    .collect(Collectors.toSet());
        }
        // whole folders of resources are compiled: all bodies in them run, and all errors in them are expected
        Pattern run = name.contains("Refused") ? EXPECTED_ERROR : BODY;
        return run.matcher(Files.readString(file))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static Set<String> testsOf(Class<?> type) {
        Set<String> tests = new TreeSet<>();
        for (var method : type.getDeclaredMethods()) {
            if (method.isAnnotationPresent(Test.class)
                    || method.isAnnotationPresent(ParameterizedTest.class)
                    || method.isAnnotationPresent(TestFactory.class)) {
                tests.add(method.getName());
            }
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            tests.addAll(testsOf(nested));
        }
        if (type.getSuperclass() != null) {
            tests.addAll(testsOf(type.getSuperclass()));
        }
        return tests;
    }
}
