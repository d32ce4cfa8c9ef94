import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how many tests passed, failed and were skipped, and how many cases of asyncio's own tests hold, and exits with 1
 * if any test failed or none ran. Where Maven failed but no test did, the build itself counts as one that failed. Run by
 * <code>verify</code>, with the folders of the reports and of the cases, and the page to write.
 */
final class TestSummary {

    private static final int MOST_NAMED = 50;

    private TestSummary() {}

    public static void main(String[] args) throws Exception {
        List<TestReports.Run> runs = TestReports.read(Path.of(args[0]));
        var all = new ArrayList<TestReports.Test>();
        for (TestReports.Run run : runs) {
            List<TestReports.Test> tests = print(run);
            print(TestReports.Outcome.FAILED, tests);
            print(TestReports.Outcome.SKIPPED, tests);
            all.addAll(tests);
        }
        var conformance = new Conformance(Path.of(args[1]), runs);
        conformance.write(Path.of(args[2]));
        System.out.printf("%n%s%n", conformance.summary());
        System.out.println(counts("%d passed, %d failed, %d skipped", all));
        boolean passed = count(TestReports.Outcome.FAILED, all) == 0 && count(TestReports.Outcome.PASSED, all) > 0;
        System.exit(passed ? 0 : 1);
    }

    /** The tests of one JDK, with a line for each module. */
    private static List<TestReports.Test> print(TestReports.Run run) {
        System.out.printf("%n%-24s %8s %8s %8s%n", run.jdk(), "passed", "failed", "skipped");
        var tests = new ArrayList<TestReports.Test>();
        for (TestReports.Module module : run.modules()) {
            System.out.printf("  %-22s %s%n", module.name(), counts("%8d %8d %8d", module.tests()));
            tests.addAll(module.tests());
        }
        if (run.buildFailed() && count(TestReports.Outcome.FAILED, tests) == 0) {
            String reason = "Maven failed outside of the tests; see its output";
            tests.add(new TestReports.Test("the", "build", TestReports.Outcome.FAILED, reason));
        }
        return tests;
    }

    private static void print(TestReports.Outcome outcome, List<TestReports.Test> tests) {
        tests.stream()
                .filter(test -> test.outcome() == outcome)
                .limit(MOST_NAMED)
                .forEach(test -> System.out.printf(
                        "  %s: %s.%s: %.300s%n", outcome, test.className(), test.name(), test.reason()));
        if (count(outcome, tests) > MOST_NAMED) {
            System.out.printf("  %s: and %d more%n", outcome, count(outcome, tests) - MOST_NAMED);
        }
    }

    private static String counts(String format, List<TestReports.Test> tests) {
        return format.formatted(
                count(TestReports.Outcome.PASSED, tests),
                count(TestReports.Outcome.FAILED, tests),
                count(TestReports.Outcome.SKIPPED, tests));
    }

    private static long count(TestReports.Outcome outcome, List<TestReports.Test> tests) {
        return tests.stream().filter(test -> test.outcome() == outcome).count();
    }
}
