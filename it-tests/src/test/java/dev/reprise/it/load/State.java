package dev.reprise.it.load;

import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server's process holds, in names and numbers: a line between the processes. */
record State(Map<String, Long> numbers) {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Begins the name of each kind of descriptor. */
    private static final String DESCRIPTOR = "open ";

    private static final String SEPARATOR = "\t";

    /** The second also takes what the first has queued; of the serial collector only each fourth leaves nothing dead. */
    private static final int COLLECTIONS = 4;

    /** Returns what this process holds; the heap is collected before. */
    static State collected() throws IOException {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        Map<String, Long> numbers = new TreeMap<>();
        numbers.put(
                "heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        numbers.put("direct", direct());
        numbers.putAll(descriptors());
        return new State(numbers);
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /**
     * Counts the open descriptors by kind: a socket is as good as another one. Files are left out, as the JVM opens some when
     * it likes. Empty where there is no such folder.
     */
    private static Map<String, Long> descriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Map.of();
        }
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.map(State::kind)
                    .filter(kind -> !kind.startsWith("/"))
                    .collect(Collectors.groupingBy(DESCRIPTOR::concat, Collectors.counting()));
        }
    }

    private static String kind(Path link) {
        try {
            return Files.readSymbolicLink(link).toString().replaceAll("[0-9]+", "N");
        } catch (IOException closedMeanwhile) {
            return link.toString();
        }
    }

    /** Adds the numbers of another one. */
    State and(State other) {
        Map<String, Long> both = new TreeMap<>(numbers);
        both.putAll(other.numbers);
        return new State(both);
    }

    long get(String name) {
        Long number = numbers.get(name);
        if (number == null) {
            throw new AssertionError("there is no " + name + " in " + this);
        }
        return number;
    }

    boolean seesDescriptors() {
        return numbers.keySet().stream().anyMatch(name -> name.startsWith(DESCRIPTOR));
    }

    /** Returns what is open, by kind, and how often more, or less, than in an earlier state; empty if all is as then. */
    Map<String, Long> openedSince(State earlier) {
        Map<String, Long> opened = new TreeMap<>(numbers);
        earlier.numbers.forEach((name, count) -> opened.merge(name, -count, Long::sum));
        opened.entrySet().removeIf(entry -> !entry.getKey().startsWith(DESCRIPTOR) || entry.getValue() == 0);
        return opened;
    }

    /** Returns it as a line; {@link #parse} takes it back. */
    String format() {
        return numbers.entrySet().stream()
                .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
                .collect(Collectors.joining(SEPARATOR));
    }

    static State parse(String line) {
        String[] parts = line.split(SEPARATOR, -1);
        Map<String, Long> numbers = new TreeMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            numbers.put(parts[i], Long.valueOf(parts[i + 1]));
        }
        return new State(numbers);
    }

    @Override
    public String toString() {
        return numbers.toString();
    }
}
