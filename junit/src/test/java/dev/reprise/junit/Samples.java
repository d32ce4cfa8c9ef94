package dev.reprise.junit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.MethodFilter;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** Runs classes of samples with JUnit Jupiter itself. */
final class Samples {

    private final Events tests;

    private Samples(Class<?> type, String methods, Map<String, String> parameters) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .configurationParameters(parameters)
                .selectors(selectClass(type))
                .filters(MethodFilter.includeMethodNamePatterns(methods))
                .execute();
        results.containerEvents().assertStatistics(events -> events.failed(0));
        tests = results.testEvents();
    }

    static Samples of(Class<?> type) {
        return of(type, Map.of());
    }

    static Samples of(Class<?> type, Map<String, String> parameters) {
        return new Samples(type, ".*", parameters);
    }

    /** Runs the tests of one method, as build tools do: JUnit finds all of the class, and the others are left out. */
    static Samples only(Class<?> type, String method, Map<String, String> parameters) {
        return new Samples(type, ".*#" + method, parameters);
    }

    Events tests() {
        return tests;
    }

    /** Returns the names of the tests that succeeded, sorted. */
    List<String> succeeded() {
        return names(tests.succeeded());
    }

    /** Returns the names of the tests that failed, sorted. */
    List<String> failed() {
        return names(tests.failed());
    }

    private static List<String> names(Events events) {
        return events.stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .sorted()
                .toList();
    }

    /** Returns what the only test that failed has thrown. */
    Throwable failure() {
        List<Throwable> failures = tests.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class)
                        .getThrowable()
                        .orElseThrow())
                .toList();
        if (failures.size() != 1) {
            throw new AssertionError("failed: " + failed() + ", succeeded: " + succeeded() + ", thrown: " + failures);
        }
        return failures.get(0);
    }

    /** Returns the message of that. */
    String message() {
        return String.valueOf(failure().getMessage());
    }
}
