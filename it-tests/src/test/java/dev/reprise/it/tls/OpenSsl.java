package dev.reprise.it.tls;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** OpenSSL's {@code s_client} or {@code s_server}, as a process. Its methods block. */
final class OpenSsl implements AutoCloseable {

    private static final long PATIENCE_S = 60;

    private final Process process;
    private final BufferedReader output;
    private final List<String> lines = new ArrayList<>();

    private OpenSsl(Process process) {
        this.process = process;
        output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    static void requireInstalled() {
        boolean found = false;
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            found |= Files.isExecutable(Path.of(folder, "openssl"));
        }
        assumeTrue(found, "openssl is not installed");
    }

    static OpenSsl start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("openssl"));
        command.addAll(List.of(arguments));
        return new OpenSsl(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Reads lines until one contains {@code part}, and returns that. */
    String readTo(String part) throws IOException {
        String line = output.readLine();
        while (line != null) {
            lines.add(line);
            if (line.contains(part)) {
                return line;
            }
            line = output.readLine();
        }
        throw new AssertionError("openssl has ended and did not say '" + part + "':\n" + said());
    }

    void say(String text) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write(text.getBytes(StandardCharsets.UTF_8));
        input.flush();
    }

    /** Ends its input, on which {@code s_client} says {@code close_notify}; waits for its end, and returns all it said. */
    String finish() throws IOException, InterruptedException {
        process.getOutputStream().close();
        return awaitEnd();
    }

    /** Waits for its end, and returns all it said. */
    String awaitEnd() throws IOException, InterruptedException {
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            lines.add(line);
        }
        if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
            throw new AssertionError("openssl does not end:\n" + said());
        }
        return said();
    }

    /** Ends it at once, and waits until it has ended; it says no {@code close_notify}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private String said() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
