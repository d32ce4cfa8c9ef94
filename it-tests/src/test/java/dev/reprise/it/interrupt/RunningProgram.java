package dev.reprise.it.interrupt;

import dev.reprise.Coroutine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A program of {@link InterruptPrograms} or {@link SignalPrograms} in a process of its own. */
public final class RunningProgram implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private RunningProgram(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** Starts a program, with options for its JVM. */
    public static RunningProgram start(InterruptPrograms.Program program, String... options) throws Exception {
        return start(InterruptPrograms.class, program, options);
    }

    /** The same for one of {@link SignalPrograms}. */
    public static RunningProgram start(SignalPrograms.Program program, String... options) throws Exception {
        return start(SignalPrograms.class, program, options);
    }

    private static RunningProgram start(Class<?> main, Enum<?> program, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                folderOf(Coroutine.class) + File.pathSeparator + folderOf(main),
                main.getName(),
                program.name()));
        return new RunningProgram(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    /** Sends what a terminal sends at Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        send("INT");
    }

    /** Sends a signal. */
    public void send(String signal) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start();
        if (kill.waitFor() != 0) {
            throw new AssertionError("kill ended with " + kill.exitValue() + " after " + lines);
        }
    }

    /** Reads up to a line. */
    public void awaitLine(String expected) throws IOException {
        String line;
        do {
            line = output.readLine();
            if (line == null) {
                throw new AssertionError("the program ended without \"" + expected + "\": " + lines);
            }
            lines.add(line);
        } while (!line.equals(expected));
    }

    /** Reads the rest of the output, and returns the exit status. */
    public int awaitEnd() throws IOException, InterruptedException {
        output.lines().forEach(lines::add);
        return process.waitFor();
    }

    /** What was printed until now, errors and output. */
    public List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
