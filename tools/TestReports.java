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

/** Reads what the tests reported to <code>FOLDER/JDK/MODULE/TEST-*.xml</code>. */
final class TestReports {

    /** How a test ended. */
    enum Outcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** One test that ran, or was skipped for a reason. */
    record Test(String className, String name, Outcome outcome, String reason) {}

    /** The tests of one module. */
    record Module(String name, List<Test> tests) {}

    /** The tests with one JDK. The file <code>build-failed</code> in its folder says that Maven failed. */
    record Run(String jdk, List<Module> modules, boolean buildFailed) {}

    private TestReports() {}

    static List<Run> read(Path folder) throws Exception {
        var runs = new ArrayList<Run>();
        for (Path jdk : folders(folder)) {
            var modules = new ArrayList<Module>();
            for (Path module : folders(jdk)) {
                modules.add(new Module(module.getFileName().toString(), testsOf(module)));
            }
            runs.add(new Run(jdk.getFileName().toString(), modules, Files.exists(jdk.resolve("build-failed"))));
        }
        return runs;
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
        String className = testCase.getAttribute("classname");
        String name = testCase.getAttribute("name");
        var outcomes = new TreeMap<String, Outcome>();
        outcomes.put("failure", Outcome.FAILED);
        outcomes.put("error", Outcome.FAILED);
        outcomes.put("skipped", Outcome.SKIPPED);
        for (var outcome : outcomes.entrySet()) {
            var found =
                    (Element) testCase.getElementsByTagName(outcome.getKey()).item(0);
            if (found != null) {
                return new Test(className, name, outcome.getValue(), reason(found));
            }
        }
        return new Test(className, name, Outcome.PASSED, "");
    }

    /** The message, or the first line of the stack trace: surefire writes only that for a failed assumption. */
    private static String reason(Element found) {
        String message = found.getAttribute("message");
        String said = message.isBlank()
                ? found.getTextContent().strip().lines().findFirst().orElse("")
                : message;
        return said.isBlank() ? "no reason given" : said.replaceAll("\\s+", " ");
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
