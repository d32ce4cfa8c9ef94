package dev.reprise.benchmarks.runner;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The table: a row a figure, a column a contestant; each cell says its ratio to ours. It is Markdown. */
final class Table {

    private final Results results;
    private final List<Contestant> columns;
    private final List<List<String>> cells = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private int met;

    Table(List<Row> rows, Results results) {
        this.results = results;
        columns = Arrays.stream(Contestant.values())
                .filter(contestant -> rows.stream()
                        .anyMatch(row -> results.median(row, contestant).isPresent()))
                .toList();
        List<String> head = new ArrayList<>(List.of("workload"));
        columns.forEach(contestant -> head.add(contestant.title));
        head.add("ours must be");
        cells.add(head);
        cells.add(head.stream().map(name -> "---").toList());
        rows.forEach(this::add);
    }

    private void add(Row row) {
        List<String> line = new ArrayList<>(List.of(row.title()));
        Optional<Double> ours = results.median(row, Contestant.REPRISE);
        for (Contestant contestant : columns) {
            line.add(results.median(row, contestant)
                    .map(value -> cell(row, contestant, value, ours.orElse(null)))
                    .orElse("–"));
        }
        line.add(row.targets().stream().map(target -> verdict(row, target)).collect(Collectors.joining("; ")));
        cells.add(line);
    }

    private String cell(Row row, Contestant contestant, double value, @Nullable Double ours) {
        String spread = results.spread(row, contestant)
                .map(part -> String.format(Locale.ROOT, " ±%.0f %%", 100 * part))
                .orElse("");
        String ratio = contestant == Contestant.REPRISE || ours == null || rounded(ours) == 0
                ? ""
                : " (" + number(value / ours) + "×)";
        return number(value) + spread + ratio;
    }

    private String verdict(Row row, Target target) {
        Optional<Boolean> isMet = target.isMet(results, row);
        if (isMet.isEmpty()) {
            return target.words() + ": ?";
        }
        String bound = target.rule().bound(results, row).map(Table::number).orElse("?");
        if (isMet.get()) {
            met++;
            return target.words() + ": yes";
        }
        missed.add(row.title() + ": "
                + results.median(row, Contestant.REPRISE).map(Table::number).orElse("?") + ", must be " + target.words()
                + " = " + bound);
        return target.words() + ": **no** (" + bound + ")";
    }

    /** Three digits that count. */
    static String number(double value) {
        double shown = rounded(value);
        double size = Math.abs(shown);
        if (size == 0 || size >= 100) {
            return String.format(Locale.ROOT, "%,.0f", shown);
        }
        return String.format(Locale.ROOT, size >= 10 ? "%.1f" : "%.2f", shown);
    }

    /** What is allocated once for a whole batch is next to nothing for each of its operations. */
    private static double rounded(double value) {
        return Math.abs(value) < 0.05 ? 0 : value;
    }

    String text() {
        int[] widths = new int[cells.get(0).size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        StringBuilder text = new StringBuilder();
        for (List<String> line : cells) {
            text.append('|');
            for (int i = 0; i < widths.length; i++) {
                String padding = (line.get(i).equals("---") ? "-" : " ")
                        .repeat(widths[i] - line.get(i).length());
                text.append(' ').append(line.get(i)).append(padding).append(" |");
            }
            text.append('\n');
        }
        return text.toString();
    }

    int met() {
        return met;
    }

    /** Returns a line for each target that is missed. */
    List<String> missed() {
        return missed;
    }
}
