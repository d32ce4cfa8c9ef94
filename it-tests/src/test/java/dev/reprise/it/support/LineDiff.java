package dev.reprise.it.support;

import java.util.ArrayList;
import java.util.List;

/** What must be taken out of and put into a text to get another one, with a few lines around it. */
public final class LineDiff {

    private static final int CONTEXT = 3;

    private LineDiff() {}

    /** Returns the diff, {@code -} before a line of the first text and {@code +} before one of the second. */
    public static String of(String expected, String actual) {
        List<String> all = compare(expected.lines().toList(), actual.lines().toList());
        StringBuilder text = new StringBuilder();
        boolean skipping = false;
        for (int i = 0; i < all.size(); i++) {
            if (isNearChange(all, i)) {
                text.append(all.get(i)).append('\n');
                skipping = false;
            } else if (!skipping) {
                text.append("...\n");
                skipping = true;
            }
        }
        return text.toString();
    }

    private static boolean isNearChange(List<String> all, int index) {
        int from = Math.max(0, index - CONTEXT);
        int to = Math.min(all.size(), index + CONTEXT + 1);
        return all.subList(from, to).stream().anyMatch(line -> !line.startsWith(" "));
    }

    /** Walks along a longest common subsequence. */
    private static List<String> compare(List<String> from, List<String> to) {
        int[][] common = new int[from.size() + 1][to.size() + 1]; // of what begins at the indexes
        for (int i = from.size() - 1; i >= 0; i--) {
            for (int k = to.size() - 1; k >= 0; k--) {
                common[i][k] = from.get(i).equals(to.get(k))
                        ? common[i + 1][k + 1] + 1
                        : Math.max(common[i + 1][k], common[i][k + 1]);
            }
        }
        List<String> lines = new ArrayList<>();
        int i = 0;
        int k = 0;
        while (i < from.size() || k < to.size()) {
            if (i < from.size() && k < to.size() && from.get(i).equals(to.get(k))) {
                lines.add("  " + from.get(i++));
                k++;
            } else if (k == to.size() || (i < from.size() && common[i + 1][k] >= common[i][k + 1])) {
                lines.add("- " + from.get(i++));
            } else {
                lines.add("+ " + to.get(k++));
            }
        }
        return lines;
    }
}
