package dev.reprise.benchmarks.runner;

import dev.reprise.benchmarks.runner.Row.Workload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The figures of all processes that have ended well. */
final class Results {

    /** One process. */
    record Run(Workload workload, Contestant contestant, int fork, Map<String, Double> figures) {}

    private final Map<String, List<Run>> runs = new LinkedHashMap<>();

    synchronized void add(Run run) {
        runs.computeIfAbsent(key(run.workload(), run.contestant()), key -> new ArrayList<>())
                .add(run);
    }

    synchronized Optional<Double> median(Row row, Contestant contestant) {
        return median(row.workload(), row.metric().key, contestant);
    }

    synchronized Optional<Double> median(Workload workload, String key, Contestant contestant) {
        List<Double> values = values(workload, key, contestant);
        return values.isEmpty() ? Optional.empty() : Optional.of(values.get(values.size() / 2));
    }

    /** Returns how far the forks lie from their median, as a part of it; empty if there is only one. */
    synchronized Optional<Double> spread(Row row, Contestant contestant) {
        List<Double> values = values(row.workload(), row.metric().key, contestant);
        if (values.size() < 2 || values.get(values.size() / 2) == 0) {
            return Optional.empty();
        }
        double range = values.get(values.size() - 1) - values.get(0);
        return Optional.of(range / 2 / values.get(values.size() / 2));
    }

    /** Returns the values of all forks, the least first. */
    private List<Double> values(Workload workload, String key, Contestant contestant) {
        return runs.getOrDefault(key(workload, contestant), List.of()).stream()
                .map(run -> run.figures().get(key))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    /** Returns how many times as long as the CPU worked the clock ran, in the middle of all processes that tell. */
    synchronized double busy() {
        List<Double> all = runs.values().stream()
                .flatMap(List::stream)
                .map(run -> run.figures().get("busy"))
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        return all.isEmpty() ? 1 : all.get(all.size() / 2);
    }

    /** Returns a sentence for each workload whose contestants computed different things. */
    synchronized List<String> disagreements() {
        Map<String, Map<Double, String>> checks = new LinkedHashMap<>();
        for (List<Run> forks : runs.values()) {
            for (Run run : forks) {
                Double check = run.figures().get("check");
                if (check != null) {
                    checks.computeIfAbsent(run.workload().id(), id -> new TreeMap<>())
                            .merge(check, run.contestant().title, (a, b) -> a.contains(b) ? a : a + ", " + b);
                }
            }
        }
        return checks.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " does not compute the same everywhere: " + entry.getValue())
                .toList();
    }

    private static String key(Workload workload, Contestant contestant) {
        return workload.id() + " " + contestant;
    }
}
