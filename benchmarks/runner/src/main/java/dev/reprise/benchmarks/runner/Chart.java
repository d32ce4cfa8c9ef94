package dev.reprise.benchmarks.runner;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A picture of the table: a line a row, a dot a contestant, at so many times ours, on a logarithmic scale. */
final class Chart {

    private static final int LABELS = 330;
    private static final int PLOT = 620;
    private static final int LINE = 20;
    private static final int TOP = 64;

    /** From a hundredth of ours to ten thousand times ours. */
    private static final int LOWEST = -2;

    private static final int HIGHEST = 4;

    private final StringBuilder svg = new StringBuilder();

    Chart(List<Row> rows, Results results) {
        List<Row> drawn = rows.stream()
                .filter(row -> results.median(row, Contestant.REPRISE).orElse(0.0) >= 0.05)
                .filter(row -> Contestant.peers().stream()
                        .anyMatch(peer -> results.median(row, peer).isPresent()))
                .toList();
        int height = TOP + LINE * drawn.size() + 40;
        svg.append(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">%n",
                LABELS + PLOT + 30, height));
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        legend(rows, results);
        for (int power = LOWEST; power <= HIGHEST; power++) {
            int x = x(Math.pow(10, power));
            line(x, TOP - 8, x, height - 30, power == 0 ? "#111111" : "#dddddd");
            text(x, height - 14, "middle", power == 0 ? "Reprise" : times(power));
        }
        for (int i = 0; i < drawn.size(); i++) {
            row(drawn.get(i), results, TOP + LINE * i + LINE / 2);
        }
        svg.append("</svg>\n");
    }

    String svg() {
        return svg.toString();
    }

    private void legend(List<Row> rows, Results results) {
        int x = 12;
        int y = 18;
        for (Contestant contestant : Contestant.values()) {
            if (contestant != Contestant.REPRISE
                    && rows.stream()
                            .anyMatch(row -> results.median(row, contestant).isPresent())) {
                if (x > LABELS + PLOT - 120) {
                    x = 12;
                    y += 20;
                }
                dot(x, y - 4, contestant);
                text(x + 10, y, "start", contestant.title);
                x += 30 + 7 * contestant.title.length();
            }
        }
    }

    private void row(Row row, Results results, int y) {
        text(LABELS - 10, y + 4, "end", row.title());
        line(LABELS, y, LABELS + PLOT, y, "#eeeeee");
        double ours = results.median(row, Contestant.REPRISE).orElseThrow();
        Arrays.stream(Contestant.values())
                .filter(contestant -> contestant != Contestant.REPRISE)
                .forEach(contestant ->
                        results.median(row, contestant).ifPresent(value -> dot(x(value / ours), y, contestant)));
    }

    private static int x(double ratio) {
        double power = Math.log10(Math.max(ratio, 1e-9));
        double part = (Math.min(Math.max(power, LOWEST), HIGHEST) - LOWEST) / (HIGHEST - LOWEST);
        return LABELS + (int) Math.round(part * PLOT);
    }

    private static String times(int power) {
        return power > 0
                ? String.format(Locale.ROOT, "%,d ×", (int) Math.pow(10, power))
                : "1/" + (int) Math.pow(10, -power);
    }

    private void dot(int x, int y, Contestant contestant) {
        svg.append(String.format(
                "<circle cx=\"%d\" cy=\"%d\" r=\"4.5\" fill=\"%s\" fill-opacity=\"0.9\"><title>%s</title></circle>%n",
                x, y, contestant.colour, contestant.title));
    }

    private void line(int x1, int y1, int x2, int y2, String colour) {
        svg.append(String.format(
                "<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\"/>%n", x1, y1, x2, y2, colour));
    }

    private void text(int x, int y, String anchor, String text) {
        svg.append(String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\">%s</text>%n",
                x, y, anchor, text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
