import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Counts which cases of asyncio's own tests hold, from the reports of the tests that ran, and writes the page that lists
 * them. The same outcomes give the same page.
 *
 * <p>The tests of a case are the methods of its name (<code>get_cancelled_race</code> is <code>testGetCancelledRace
 * </code>) in the classes of its group (<code>tasks</code> is <code>TasksTest</code> or <code>TasksAnythingTest</code>).
 * Where a group has two cases of one name, the nested class must have the name of CPython's class. A case passes if it has
 * a test and all its tests passed, with each JDK. The tests of a trap are all whose names begin with <code>trap16</code>,
 * if that is its number, and those that the list names.
 */
final class Conformance {

    private static final String NEEDS_IO = "needs I/O: not yet";
    private static final String PACKAGE = "dev.reprise.it.conformance.";

    /** A line of cases.txt; the note says why there is no test. */
    private record Case(String group, String pythonClass, String name, String note) {

        static Case parse(String line) {
            String[] words = line.split(" ", 4);
            if (words.length == 3) {
                return new Case(words[0], words[1], words[2], "");
            }
            if (words.length == 4 && words[3].equals("io")) {
                return new Case(words[0], words[1], words[2], NEEDS_IO);
            }
            if (words.length == 4 && words[3].startsWith("cannot ")) {
                return new Case(words[0], words[1], words[2], "cannot hold: " + words[3].substring(7));
            }
            throw new IllegalArgumentException("not a case: " + line);
        }

        /** The name of the test: each part between underscores is capitalised. */
        String method() {
            var method = new StringBuilder("test");
            for (String part : name.split("_")) {
                if (!part.isEmpty()) {
                    method.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1));
                }
            }
            return method.toString();
        }
    }

    /** A line of traps.txt that begins with a number, and the lines after it: tests, or <code>io</code>. */
    private record Trap(String text, List<String> notes) {

        /** Tells whether a test says by its name that it guards this. */
        boolean isNamedBy(String test) {
            return test.matches(".*\\.trap" + text.substring(0, text.indexOf('.')) + "[A-Z]\\w*");
        }
    }

    /** The tests of one case or trap in one run, by full name. */
    private record Result(String text, TreeSet<String> tests) {

        static final String PASSES = "passes";
        static final String MISSING = "missing";

        boolean passes() {
            return text.equals(PASSES);
        }
    }

    private final List<Case> cases = new ArrayList<>();
    private final List<Trap> traps = new ArrayList<>();

    /** What became of the cases; the same keys as {@link #cases}. */
    private final Map<Case, Result> results = new LinkedHashMap<>();

    /** For each run the outcomes of each test, by its full name: one with parameters has several. */
    private final List<Map<String, TreeSet<String>>> runs = new ArrayList<>();

    /** In which module a class of tests is. */
    private final Map<String, String> modules = new TreeMap<>();

    Conformance(Path folder, List<TestReports.Run> reports) throws IOException {
        for (String line : lines(folder.resolve("cases.txt"))) {
            cases.add(Case.parse(line));
        }
        for (String line : lines(folder.resolve("traps.txt"))) {
            if (line.startsWith(" ")) {
                traps.get(traps.size() - 1).notes().add(line.strip());
            } else {
                traps.add(new Trap(line, new ArrayList<>()));
            }
        }
        for (TestReports.Run report : reports) {
            var run = new TreeMap<String, TreeSet<String>>();
            for (TestReports.Module module : report.modules()) {
                for (TestReports.Test test : module.tests()) {
                    // JUnit adds parameters and their number.
                    String name = test.className() + "." + test.name().replaceFirst("\\W.*", "");
                    String outcome = test.outcome() == TestReports.Outcome.PASSED
                            ? Result.PASSES
                            : test.outcome().toString().toLowerCase(Locale.ROOT);
                    run.computeIfAbsent(name, unseen -> new TreeSet<>()).add(outcome);
                    modules.put(test.className(), module.name());
                }
            }
            runs.add(run);
        }
        cases.forEach(one -> results.put(one, result(one)));
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .toList();
    }

    String summary() {
        return "conformance: %d of %d pass".formatted(passing(cases), cases.size());
    }

    /** Writes the page, unless a run had no test of any case: then it was not about them, or did not come so far. */
    void write(Path page) throws IOException {
        if (runs.stream().allMatch(run -> run.keySet().stream().anyMatch(test -> test.startsWith(PACKAGE)))) {
            Files.writeString(page, page());
        }
    }

    // ----------------------------------------------------------------------------------------------------- the tests

    private long passing(List<Case> some) {
        return some.stream().filter(one -> results.get(one).passes()).count();
    }

    private Result result(Case one) {
        boolean twice = cases.stream()
                        .filter(other -> other.group.equals(one.group) && other.name.equals(one.name))
                        .count()
                > 1;
        String end = (twice ? "$" + one.pythonClass : "") + "." + one.method();
        Result result = result(test -> test.endsWith(end) && isOfGroup(one.group, test));
        return result.tests.isEmpty() && !one.note.isEmpty() ? new Result(one.note, result.tests) : result;
    }

    private Result result(Trap trap) {
        var tests = new TreeSet<String>();
        var texts = new TreeSet<String>();
        var names = new TreeSet<String>();
        trap.notes.stream().filter(note -> !note.equals("io")).forEach(note -> names.add("dev.reprise." + note));
        runs.forEach(run -> run.keySet().stream().filter(trap::isNamedBy).forEach(names::add));
        for (String name : names) {
            Result result = result(name::equals);
            tests.addAll(result.tests);
            texts.add(result.passes() ? result.text : name + ": " + result.text);
        }
        return new Result(names.isEmpty() && trap.notes.contains("io") ? NEEDS_IO : text(texts), tests);
    }

    private Result result(Predicate<String> wanted) {
        var tests = new TreeSet<String>();
        var texts = new TreeSet<String>();
        for (Map<String, TreeSet<String>> run : runs) {
            List<String> found = run.keySet().stream().filter(wanted).toList();
            found.forEach(test -> texts.addAll(run.get(test)));
            tests.addAll(found);
            if (found.isEmpty()) {
                texts.add(Result.MISSING);
            }
        }
        return new Result(text(texts), tests);
    }

    /** What did not pass; that all passed only if nothing else is there. */
    private static String text(TreeSet<String> texts) {
        if (texts.size() > 1) {
            texts.remove(Result.PASSES);
        }
        return texts.isEmpty() ? Result.MISSING : String.join(", ", texts);
    }

    /** Tells whether the test's class begins with the group's name, and with that of no longer one. */
    private boolean isOfGroup(String group, String test) {
        if (!test.startsWith(PACKAGE)) {
            return false;
        }
        String file = test.substring(PACKAGE.length()).toLowerCase(Locale.ROOT);
        return cases.stream()
                .map(Case::group)
                .filter(other -> file.startsWith(other.replace("_", "")))
                .max(Comparator.comparing(String::length))
                .filter(group::equals)
                .isPresent();
    }

    // ------------------------------------------------------------------------------------------------------ the page

    private String page() {
        var page = new StringBuilder();
        page.append("# Conformance\n\n");
        page.append(
                "The behaviour that Reprise is held to, by the names of CPython's own tests (`Lib/test/test_asyncio`, "
                        + "version 3.14), and\nwhat re-implementations of asyncio are known to get wrong. `./verify` writes this"
                        + " page, from the reports of the tests that ran.\n\n");
        Map<String, List<Case>> groups =
                cases.stream().collect(Collectors.groupingBy(Case::group, LinkedHashMap::new, Collectors.toList()));
        page.append("| group | cases | pass | need I/O: not yet | cannot hold | other |\n|---|---|---|---|---|---|\n");
        groups.forEach((group, some) -> page.append(totals("[%1$s](#%1$s)".formatted(group), some)));
        page.append(totals("all", cases));
        groups.forEach((group, some) -> {
            page.append("\n## ").append(group).append("\n\n| case | test | result |\n|---|---|---|\n");
            some.forEach(one -> page.append(row("`" + one.name + "`, " + one.pythonClass, results.get(one))));
        });
        page.append(
                "\n## Traps\n\nThe numbers in brackets are CPython's issues.\n\n| trap | test | result |\n|---|---|---|\n");
        traps.forEach(trap -> page.append(row(trap.text, result(trap))));
        return page.toString();
    }

    private String totals(String name, List<Case> some) {
        long passing = passing(some);
        long io = count(some, NEEDS_IO);
        long cannot = count(some, "cannot hold");
        return "| %s | %d | %d | %d | %d | %d |\n"
                .formatted(name, some.size(), passing, io, cannot, some.size() - passing - io - cannot);
    }

    private long count(List<Case> some, String prefix) {
        return some.stream()
                .filter(one -> results.get(one).text.startsWith(prefix))
                .count();
    }

    private String row(String name, Result result) {
        String tests = result.tests.stream().map(this::link).collect(Collectors.joining("<br>"));
        return "| " + name + " | " + tests + " | " + result.text + " |\n";
    }

    /** A link to the file, because the lines in it move. */
    private String link(String test) {
        String className = test.substring(0, test.lastIndexOf('.'));
        String file = className.replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        String shown = test.substring(test.lastIndexOf('.', test.lastIndexOf('.') - 1) + 1);
        return "[" + shown.replace('$', '.') + "](../" + modules.get(className) + "/src/test/java/" + file + ")";
    }
}
