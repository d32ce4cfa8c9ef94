package dev.reprise.benchmarks.runner;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * What our figure of a row must be.
 *
 * @param words say so in the table
 * @param others whose figures it is compared with
 * @param rule computes the bound
 */
record Target(String words, List<Contestant> others, Rule rule) {

    /** Computes the bound; empty if what it needs was not measured. */
    interface Rule {
        Optional<Double> bound(Results results, Row row);
    }

    /** No more than so many times what another one has. */
    static Target times(String factor, double value, Contestant other) {
        return new Target(
                "≤ " + factor + " × " + other.title,
                List.of(other),
                (results, row) -> results.median(row, other).map(theirs -> value * theirs));
    }

    /** No more than so many times what the best of all other libraries has. */
    static Target timesBestPeer(String factor, double value) {
        return new Target(
                "≤ " + factor + " × best peer",
                Contestant.peers(),
                (results, row) -> Contestant.peers().stream()
                        .map(peer -> results.median(row, peer).orElse(null))
                        .filter(Objects::nonNull)
                        .min(Double::compare)
                        .map(theirs -> value * theirs));
    }

    /** No more than so many times what we have in another row. */
    static Target timesOurs(String words, double value, Row.Workload other) {
        return new Target(
                words,
                List.of(),
                (results, row) -> results.median(new Row(other, row.metric(), List.of()), Contestant.REPRISE)
                        .map(ours -> value * ours));
    }

    /** No more than another figure that the same process measured. */
    static Target ownFigure(String words, String key) {
        return new Target(words, List.of(), (results, row) -> results.median(row.workload(), key, Contestant.REPRISE));
    }

    /** A fixed bound. */
    static Target fixed(double bound, Metric metric) {
        String words = String.format(Locale.ROOT, "%s %,.0f %s", metric.lessIsBetter ? "≤" : "≥", bound, metric.unit);
        return new Target(words, List.of(), (results, row) -> Optional.of(bound));
    }

    /** Tells whether it is met; empty if that cannot be said. */
    Optional<Boolean> isMet(Results results, Row row) {
        Optional<Double> bound = rule.bound(results, row);
        Optional<Double> ours = results.median(row, Contestant.REPRISE);
        if (bound.isEmpty() || ours.isEmpty()) {
            return Optional.empty();
        }
        // What is allocated once, for a whole batch, is spread over its operations.
        double slack = row.metric() == Metric.BYTES ? 0.5 : 0;
        return Optional.of(row.metric().lessIsBetter ? ours.get() <= bound.get() + slack : ours.get() >= bound.get());
    }
}
