package dev.reprise.it.load;

import dev.reprise.Coroutine;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An {@link EchoProgram} that runs. */
final class ServerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    /** What it held before any client came. */
    private final State first;

    private ServerProcess(Process process) throws IOException {
        this.process = process;
        output = process.inputReader(StandardCharsets.UTF_8);
        input = process.outputWriter(StandardCharsets.UTF_8);
        first = answer();
    }

    /** Starts a server, with options for its JVM, and waits until it listens. */
    static ServerProcess start(EchoProgram.Kind kind, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                folderOf(Coroutine.class) + File.pathSeparator + folderOf(EchoProgram.class),
                EchoProgram.class.getName(),
                kind.name()));
        return new ServerProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    int port() {
        return (int) first.get("port");
    }

    /** Sends a command and waits for the answer. */
    State ask(String command) throws IOException {
        input.write(command);
        input.newLine();
        input.flush();
        return answer();
    }

    private State answer() throws IOException {
        List<String> lines = new ArrayList<>();
        String line = output.readLine();
        while (line != null) {
            if (line.startsWith(EchoProgram.ANSWER)) {
                return State.parse(line.substring(EchoProgram.ANSWER.length()));
            }
            lines.add(line);
            System.out.println("server: " + line);
            line = output.readLine();
        }
        throw new AssertionError("the server has ended: " + String.join(System.lineSeparator(), lines));
    }

    /** Returns how much more of something a state has than the server had at first. */
    long growth(State state, String name) {
        return state.get(name) - first.get(name);
    }

    /** Returns what was opened and not closed before a state. */
    Map<String, Long> leftOpen(State state) {
        return state.openedSince(first);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
