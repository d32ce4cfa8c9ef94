package dev.reprise.examples.redis;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A real Redis, in a process of its own, that keeps nothing. */
final class RedisServer implements AutoCloseable {

    private static final String PROGRAM = "redis-server";
    private static final int ATTEMPTS = 5;

    private final Process process;
    private final int port;

    private RedisServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one and waits until it takes connections; skips the test where Redis is not installed. */
    static RedisServer start(Path folder) throws IOException {
        assumeTrue(isInstalled(), PROGRAM + " is not installed");
        List<String> printed = new ArrayList<>();
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = freePort(); // somebody else may take it meanwhile
            Process process = new ProcessBuilder(
                            PROGRAM,
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--save",
                            "",
                            "--appendonly",
                            "no",
                            "--dir",
                            folder.toString())
                    .redirectErrorStream(true)
                    .start();
            if (takesConnections(process, printed)) {
                return new RedisServer(process, port);
            }
            process.destroyForcibly();
        }
        throw new AssertionError(PROGRAM + " does not start: " + String.join(System.lineSeparator(), printed));
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, PROGRAM)));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean takesConnections(Process process, List<String> printed) throws IOException {
        BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        String line = output.readLine();
        while (line != null) {
            printed.add(line);
            if (line.contains("Ready to accept connections")) {
                return true;
            }
            line = output.readLine();
        }
        return false;
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
