package dev.reprise.benchmarks.runner;

import dev.reprise.benchmarks.harness.Worker;
import dev.reprise.benchmarks.runner.Row.Workload;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Starts the process of one measurement, pinned to a CPU where the system can do that. */
final class Processes {

    private static final Pattern FIGURE = Pattern.compile("\"(\\w+)\": (-?[0-9][0-9.Ee+-]*)");

    private static final int MINUTES = 4;

    private final Settings settings;
    private final Jdk jdk;

    /** The folder of the Python scripts. */
    private final Path scripts;

    private final boolean pins = isOnPath("taskset");
    private final boolean hasPython = isOnPath("python3");

    Processes(Settings settings, Jdk jdk, Path scripts) {
        this.settings = settings;
        this.jdk = jdk;
        this.scripts = scripts;
    }

    /** Tells whether the contestant has such a program and there is something that runs it. */
    boolean has(Contestant contestant, Workload workload) {
        if (contestant == Contestant.ASYNCIO) {
            return hasPython && workload.variant().isEmpty() && Files.exists(script(workload));
        }
        String file = className(contestant, workload).replace('.', '/') + ".class";
        return jdk.major() >= contestant.oldestJdk
                && Processes.class.getClassLoader().getResource(file) != null;
    }

    /** Runs a program to its end, and returns its figures. */
    Map<String, Double> run(Contestant contestant, Workload workload, int cpu) throws IOException {
        return figures(start(contestant, workload, cpu));
    }

    /** Starts a program. */
    Process start(Contestant contestant, Workload workload, int cpu) throws IOException {
        List<String> command = new ArrayList<>();
        if (contestant == Contestant.ASYNCIO) {
            command.addAll(List.of("python3", script(workload).toString()));
            settings.timing().forEach(setting -> command.add("--" + setting));
        } else {
            command.addAll(java());
            if (contestant == Contestant.CONTINUATION) {
                command.add("--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED");
            }
            command.addAll(workload.jvmOptions());
            command.addAll(List.of(Worker.class.getName(), className(contestant, workload)));
        }
        workload.arguments().forEach(number -> command.add(number.toString()));
        return start(command, cpu);
    }

    /** Starts a main class of ours. */
    Process start(Class<?> main, List<String> arguments, int cpu) throws IOException {
        List<String> command = new ArrayList<>(java());
        command.add(main.getName());
        command.addAll(arguments);
        return start(command, cpu);
    }

    private Process start(List<String> command, int cpu) throws IOException {
        List<String> whole = new ArrayList<>();
        if (pins) {
            whole.addAll(List.of("taskset", "-c", String.valueOf(cpu)));
        }
        whole.addAll(command);
        return new ProcessBuilder(whole).redirectErrorStream(true).start();
    }

    private List<String> java() {
        List<String> command = new ArrayList<>(List.of(
                jdk.java().toString(),
                "-XX:+Use" + settings.gc + "GC",
                "-Xms1g",
                "-Xmx4g",
                // One carrier: what other contestants have, one thread.
                "-Djdk.virtualThreadScheduler.parallelism=1",
                "-Djdk.virtualThreadScheduler.maxPoolSize=1",
                "-cp",
                System.getProperty("java.class.path")));
        settings.timing().forEach(setting -> command.add("-D" + setting));
        return command;
    }

    /** Waits for the end of a process that prints figures in its last line. */
    static Map<String, Double> figures(Process process) throws IOException {
        CompletableFuture.delayedExecutor(MINUTES, TimeUnit.MINUTES).execute(process::destroyForcibly);
        List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1);
        if (!last.startsWith("{")) {
            throw new IOException(lines.stream()
                    .filter(line -> line.contains("Exception") || line.contains("Error"))
                    .findFirst()
                    .orElse("it printed no figures" + (last.isEmpty() ? "" : " but " + last)));
        }
        return parse(last);
    }

    /** Reads {@code {"ns": 3.5, ...}}. */
    static Map<String, Double> parse(String json) {
        Map<String, Double> figures = new TreeMap<>();
        Matcher matcher = FIGURE.matcher(json);
        while (matcher.find()) {
            figures.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
        return figures;
    }

    private static String className(Contestant contestant, Workload workload) {
        return "dev.reprise.benchmarks." + contestant.folder + "." + workload.name();
    }

    /** {@code HandOver} is {@code hand_over.py}. */
    private Path script(Workload workload) {
        String name = workload.name().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
        return scripts.resolve(name + ".py");
    }

    private static boolean isOnPath(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
