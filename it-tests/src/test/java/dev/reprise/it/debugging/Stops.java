package dev.reprise.it.debugging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a debugger stopped, line by line, and what it saw there. One stop is a text: the number of the step, then the
 * variables, sorted.
 */
final class Stops {

    private static final String MARK = "//:";

    private static final Pattern DEAD = Pattern.compile(" \\[(\\w+=[^ ]*)](?= |$)");

    /** By line; a line at which it is to stop and never did has an empty list. */
    private final SortedMap<Integer, List<String>> byLine = new TreeMap<>();

    /**
     * Reads what is expected from the comments of the source.
     *
     * @param debug whether the variables in brackets, which nobody reads again, are seen
     */
    static Stops expectedBy(String source, boolean debug) {
        Stops stops = new Stops();
        List<String> lines = source.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            int mark = lines.get(i).indexOf(MARK);
            if (mark >= 0) {
                stops.breakAt(i + 1);
                for (String stop : lines.get(i).substring(mark + MARK.length()).split("\\|", -1)) {
                    stops.addExpected(i + 1, " " + stop.strip(), debug);
                }
            }
        }
        return stops;
    }

    private void addExpected(int line, String stop, boolean debug) {
        Matcher dead = DEAD.matcher(stop);
        List<String> words = new ArrayList<>(
                Arrays.asList(dead.replaceAll(debug ? " $1" : "").strip().split(" ")));
        String step = words.remove(0);
        if (!step.isEmpty()) {
            add(line, step, words);
        }
    }

    /** Notes a line at which the debugger is to stop. */
    void breakAt(int line) {
        byLine.put(line, new ArrayList<>());
    }

    void add(int line, String step, List<String> variables) {
        byLine.computeIfAbsent(line, l -> new ArrayList<>()).add(step + " " + new TreeSet<>(variables));
    }

    List<Integer> lines() {
        return List.copyOf(byLine.keySet());
    }

    /** Tells whether it stopped both before a suspension and after one. */
    boolean seeBothSidesOfASuspension() {
        return byLine.values().stream().flatMap(List::stream).anyMatch(stop -> stop.startsWith("1 "))
                && byLine.values().stream().flatMap(List::stream).anyMatch(stop -> !stop.startsWith("1 "));
    }

    /** Returns a line of text for each line of the source. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        byLine.forEach((line, stops) -> text.append(line + ": " + String.join(" | ", stops) + "\n"));
        return text.toString();
    }
}
