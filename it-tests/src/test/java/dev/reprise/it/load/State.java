package dev.reprise.it.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a server's process holds: names and numbers, in a line between the processes. */
final class State {

    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    /** Begins the name of each kind of descriptor. */
    static final String DESCRIPTOR = "open ";

    private static final String SEPARATOR = "\t";

    private State() {}

    /** Returns what this process holds; the heap is collected before. */
    static Map<String, Long> collected() throws IOException {
        System.gc();
        System.gc(); // what the first one has queued
        Map<String, Long> state = new TreeMap<>();
        state.put("heap", ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
        state.put("direct", direct());
        state.putAll(descriptors());
        return state;
    }

    /** Returns the processor time of this process, in nanoseconds. */
    static long cpu() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static long direct() {
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    /** Counts the open descriptors by kind: a socket is as good as another one. Empty where there is no such folder. */
    private static Map<String, Long> descriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return Map.of();
        }
        try (Stream<Path> links = Files.list(DESCRIPTORS)) {
            return links.collect(Collectors.groupingBy(State::kind, Collectors.counting()));
        }
    }

    private static String kind(Path link) {
        try {
            return DESCRIPTOR + Files.readSymbolicLink(link).toString().replaceAll("[0-9]+", "N");
        } catch (IOException gone) {
            return DESCRIPTOR + "closed meanwhile";
        }
    }

    /** Returns the state as a line; {@link #parse} takes it back. */
    static String format(Map<String, Long> state) {
        return state.entrySet().stream()
                .map(entry -> entry.getKey() + SEPARATOR + entry.getValue())
                .collect(Collectors.joining(SEPARATOR));
    }

    static Map<String, Long> parse(String line) {
        String[] parts = line.split(SEPARATOR);
        Map<String, Long> state = new TreeMap<>();
        for (int i = 0; i < parts.length; i += 2) {
            state.put(parts[i], Long.valueOf(parts[i + 1]));
        }
        return state;
    }
}
