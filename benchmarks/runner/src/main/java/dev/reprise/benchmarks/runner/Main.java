package dev.reprise.benchmarks.runner;

import dev.reprise.benchmarks.runner.Results.Run;
import dev.reprise.benchmarks.runner.Row.Workload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Runs what the command line asks for: forks one after the other, so that a slow minute does not hit one row alone. */
public final class Main {

    private final Settings settings;
    private final List<Row> rows;
    private final Processes processes;
    private final Jdk jdk;
    private final Results results = new Results();
    private final Queue<String> failures = new ConcurrentLinkedQueue<>();
    private final Path journal;

    private Main(Settings settings, List<Row> rows) throws IOException {
        this.settings = settings;
        this.rows = rows;
        jdk = Jdk.find(settings.jdk);
        processes = new Processes(settings, jdk, Path.of("benchmarks", "asyncio"));
        Files.createDirectories(settings.out);
        journal = settings.out.resolve("results.jsonl");
        Files.deleteIfExists(journal);
    }

    /** Takes {@link Settings#USAGE}. */
    public static void main(String[] arguments) throws Exception {
        Settings settings;
        try {
            settings = Settings.of(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        List<Row> rows = Workloads.all().stream()
                .filter(row -> settings.chooses(row.workload()))
                .toList();
        if (settings.list) {
            rows.stream().map(row -> row.workload().id()).distinct().forEach(System.out::println);
            return;
        }
        System.exit(new Main(settings, rows).run());
    }

    private int run() throws Exception {
        long start = System.nanoTime();
        List<Run> all = new ArrayList<>();
        for (int fork = 1; fork <= settings.forks(); fork++) {
            all.addAll(planned(fork));
        }
        System.err.println(all.size() + " processes");
        Queue<Run> waiting = new ConcurrentLinkedQueue<>(all);
        waiting.removeIf(run -> run.workload().isEcho());
        int cpus = settings.quick ? Runtime.getRuntime().availableProcessors() : 1;
        List<Thread> threads = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            // The last one first: the first CPU has most of the system's own work.
            int pinnedTo = Runtime.getRuntime().availableProcessors() - 1 - cpu;
            Thread thread = new Thread(() -> workOff(waiting, pinnedTo));
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        all.stream().filter(run -> run.workload().isEcho()).forEach(run -> measure(run, 0));
        return report((System.nanoTime() - start) / 60_000_000_000L);
    }

    private List<Run> planned(int fork) {
        List<Run> planned = new ArrayList<>();
        for (Workload workload : rows.stream().map(Row::workload).distinct().toList()) {
            for (Contestant contestant : Contestant.values()) {
                if (settings.contestants.contains(contestant)
                        && processes.has(contestant, workload)
                        && (!settings.quick || isInQuick(workload, contestant, fork))) {
                    planned.add(new Run(workload, contestant, fork, Map.of()));
                }
            }
        }
        return planned;
    }

    /** Has as many processes as usual for what targets compare, and one for all else; none that would take minutes. */
    private boolean isInQuick(Workload workload, Contestant contestant, int fork) {
        if (workload.isLong() && contestant == Contestant.ASYNCIO) {
            return false;
        }
        return fork == 1
                || contestant == Contestant.REPRISE
                || rows.stream()
                        .filter(row -> row.workload().equals(workload))
                        .flatMap(row -> row.targets().stream())
                        .anyMatch(target -> target.others().contains(contestant));
    }

    private void workOff(Queue<Run> waiting, int cpu) {
        for (Run run = waiting.poll(); run != null; run = waiting.poll()) {
            measure(run, cpu);
        }
    }

    private void measure(Run run, int cpu) {
        try {
            Map<String, Double> figures = run.workload().isEcho()
                    ? new Echo(processes, settings.echoSeconds()).run(run.contestant(), run.workload())
                    : processes.run(run.contestant(), run.workload(), cpu);
            Run measured = new Run(run.workload(), run.contestant(), run.fork(), figures);
            results.add(measured);
            write(measured);
        } catch (IOException failure) {
            failures.add(run.workload().id() + " of " + run.contestant().title + ": " + failure.getMessage());
        }
    }

    private synchronized void write(Run run) {
        String figures = run.figures().entrySet().stream()
                .map(figure -> ", \"" + figure.getKey() + "\": " + figure.getValue())
                .collect(Collectors.joining());
        String line = String.format(
                "{\"workload\": \"%s\", \"contestant\": \"%s\", \"fork\": %d, \"jdk\": %d, \"gc\": \"%s\"%s}%n",
                run.workload().id(), run.contestant().folder, run.fork(), jdk.major(), settings.gc, figures);
        try {
            Files.writeString(journal, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        System.err.print(".");
    }

    private int report(long minutes) throws IOException {
        System.err.println();
        Table table = new Table(rows, results);
        String text = String.format(
                        "JDK %d, %sGC, %d forks, %d minutes%n%n", jdk.major(), settings.gc, settings.forks(), minutes)
                + table.text();
        Files.writeString(settings.out.resolve("table.md"), text);
        Files.writeString(settings.out.resolve("chart.svg"), new Chart(rows, results).svg());
        System.out.println(text);
        if (results.busy() > 1.1) {
            System.out.printf(
                    "The machine was busy: the clock ran %.1f times as long as the processes worked.%n",
                    results.busy());
        }
        List<String> wrong = new ArrayList<>(results.disagreements());
        wrong.addAll(failures.stream().distinct().toList());
        wrong.forEach(System.out::println);
        List<String> missed = table.missed();
        System.out.printf("%d targets met, %d missed%n", table.met(), missed.size());
        missed.forEach(line -> System.out.println("  " + line));
        return !missed.isEmpty() ? 1 : results.disagreements().isEmpty() ? 0 : 2;
    }
}
