import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/**
 * Prints how many tests passed, failed and were skipped in <code>FOLDER/JDK/MODULE/TEST-*.xml</code>, and exits with 1
 * if any failed or none ran. A file <code>FOLDER/JDK/build-failed</code> says that Maven failed: where no test of that
 * JDK did, the build itself counts as one that did. Run from its source by <code>verify</code>.
 */
final class TestSummary {

    private enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    private record Test(String name, Outcome outcome, String reason) {}

    private static final int MOST_NAMED = 50;

    private TestSummary() {}

    public static void main(String[] args) throws Exception {
        var all = new ArrayList<Test>();
        for (Path jdk : folders(Path.of(args[0]))) {
            List<Test> tests = run(jdk);
            print(Outcome.FAILED, tests);
            print(Outcome.SKIPPED, tests);
            all.addAll(tests);
        }
        System.out.printf("%n%s%n", counts("%d passed, %d failed, %d skipped", all));
        System.exit(count(Outcome.FAILED, all) > 0 || count(Outcome.PASSED, all) == 0 ? 1 : 0);
    }

    /** The tests of one JDK, with a line for each module. */
    private static List<Test> run(Path jdk) throws Exception {
        System.out.printf("%n%-24s %8s %8s %8s%n", jdk.getFileName(), "passed", "failed", "skipped");
        var tests = new ArrayList<Test>();
        for (Path module : folders(jdk)) {
            List<Test> inModule = testsOf(module);
            System.out.printf("  %-22s %s%n", module.getFileName(), counts("%8d %8d %8d", inModule));
            tests.addAll(inModule);
        }
        if (Files.exists(jdk.resolve("build-failed")) && count(Outcome.FAILED, tests) == 0) {
            tests.add(new Test("the build", Outcome.FAILED, "Maven failed outside of the tests; see its output"));
        }
        return tests;
    }

    private static List<Test> testsOf(Path module) throws Exception {
        // The reports are our own, and quote logs that may hold terminal codes, which XML does not allow.
        DocumentBuilder parser = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        var tests = new ArrayList<Test>();
        for (Path report : list(module)) {
            String xml = Files.readString(report).replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]", "");
            var cases = parser.parse(new InputSource(new StringReader(xml))).getElementsByTagName("testcase");
            for (int i = 0; i < cases.getLength(); i++) {
                tests.add(test((Element) cases.item(i)));
            }
        }
        return tests;
    }

    private static Test test(Element testCase) {
        String name = testCase.getAttribute("classname") + "." + testCase.getAttribute("name");
        var outcomes = new TreeMap<String, Outcome>();
        outcomes.put("failure", Outcome.FAILED);
        outcomes.put("error", Outcome.FAILED);
        outcomes.put("skipped", Outcome.SKIPPED);
        for (var outcome : outcomes.entrySet()) {
            var found =
                    (Element) testCase.getElementsByTagName(outcome.getKey()).item(0);
            if (found != null) {
                return new Test(name, outcome.getValue(), reason(found));
            }
        }
        return new Test(name, Outcome.PASSED, "");
    }

    /** The message, or the first line of the stack trace: surefire writes only that for a failed assumption. */
    private static String reason(Element found) {
        String message = found.getAttribute("message");
        String said = message.isBlank()
                ? found.getTextContent().strip().lines().findFirst().orElse("")
                : message;
        return said.isBlank() ? "no reason given" : said.replaceAll("\\s+", " ");
    }

    private static void print(Outcome outcome, List<Test> tests) {
        tests.stream()
                .filter(test -> test.outcome == outcome)
                .limit(MOST_NAMED)
                .forEach(test -> System.out.printf("  %s: %s: %.300s%n", outcome, test.name, test.reason));
        if (count(outcome, tests) > MOST_NAMED) {
            System.out.printf("  %s: and %d more%n", outcome, count(outcome, tests) - MOST_NAMED);
        }
    }

    private static String counts(String format, List<Test> tests) {
        return format.formatted(
                count(Outcome.PASSED, tests), count(Outcome.FAILED, tests), count(Outcome.SKIPPED, tests));
    }

    private static long count(Outcome outcome, List<Test> tests) {
        return tests.stream().filter(test -> test.outcome == outcome).count();
    }

    private static List<Path> folders(Path parent) throws IOException {
        return list(parent).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> children = Files.list(folder)) {
            return children.sorted().toList();
        }
    }
}
