package dev.reprise.benchmarks.runner;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the command line asks for. */
final class Settings {

    static final String USAGE = """
            benchmarks/run [OPTION...]
              --quick               fewer and shorter processes, on all CPUs at once: 10 minutes on 2 cores
              --only NAME,...       only the workloads whose name begins so, such as Step or Echo-50 (--list shows them)
              --contestants NAME,.. only these, and reprise: limit, kotlin, kotlinx, virtual, continuation, eaasync,
                                    tascalate, kilim, asyncio, netty, nettyepoll
              --jdk VERSION|HOME    the JDK that runs all; the newest that is found otherwise
              --gc NAME             Serial (normally), G1, Parallel, Z
              --forks N             processes for each figure, 5 normally
              --out FOLDER          where table.md, results.jsonl and chart.svg go; benchmarks/target/results normally
              --list                lists the workloads
            Prints one table. Exits with 1 if a target is missed, with 2 if something went wrong.""";

    boolean quick;
    boolean list;
    List<String> only = List.of("");
    Set<Contestant> contestants = EnumSet.allOf(Contestant.class);
    String jdk = "";
    String gc = "Serial";
    Path out = Path.of("benchmarks", "target", "results");
    private int forks;

    static Settings of(String[] arguments) {
        Settings settings = new Settings();
        for (int i = 0; i < arguments.length; i++) {
            switch (arguments[i]) {
                case "--quick" -> settings.quick = true;
                case "--list" -> settings.list = true;
                case "--only" -> settings.only = List.of(value(arguments, ++i).split(","));
                case "--contestants" -> {
                    settings.contestants = EnumSet.of(Contestant.REPRISE);
                    Arrays.stream(value(arguments, ++i).split(","))
                            .map(Contestant::named)
                            .forEach(settings.contestants::add);
                }
                case "--jdk" -> settings.jdk = value(arguments, ++i);
                case "--gc" -> settings.gc = value(arguments, ++i);
                case "--forks" -> settings.forks = Integer.parseInt(value(arguments, ++i));
                case "--out" -> settings.out = Path.of(value(arguments, ++i));
                default -> throw new IllegalArgumentException("unknown option " + arguments[i] + "\n" + USAGE);
            }
        }
        return settings;
    }

    private static String value(String[] arguments, int index) {
        if (index >= arguments.length) {
            throw new IllegalArgumentException(arguments[index - 1] + " needs a value\n" + USAGE);
        }
        return arguments[index];
    }

    boolean chooses(Row.Workload workload) {
        return only.stream().anyMatch(workload.id()::startsWith);
    }

    int forks() {
        return forks > 0 ? forks : quick ? 2 : 5;
    }

    /** How long a process runs, for those that time batches. */
    List<String> timing() {
        return quick
                ? List.of("warmup.millis=600", "batch.millis=30", "batches=11")
                : List.of("warmup.millis=3000", "batch.millis=100", "batches=21");
    }

    int echoSeconds() {
        return quick ? 1 : 8;
    }
}
