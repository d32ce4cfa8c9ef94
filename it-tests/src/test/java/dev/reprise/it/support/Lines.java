package dev.reprise.it.support;

import java.util.List;
import java.util.stream.IntStream;

/** Where something stands in a source, so that no test counts lines. */
public final class Lines {

    private Lines() {}

    /** Returns the number of the only line that contains {@code text}. */
    public static int of(String source, String text) {
        List<String> lines = source.lines().toList();
        List<Integer> found = IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).contains(text))
                .mapToObj(i -> i + 1)
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(text + " stands on the lines " + found);
        }
        return found.get(0);
    }
}
