package dev.reprise.examples.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.reprise.Coroutine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The window in a process of its own, on a screen that exists in memory only. */
@Timeout(120)
class NewsWindowTest {

    private final List<Process> processes = new ArrayList<>();

    @AfterEach
    void endProcesses() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
    }

    /** The server is silent while the clicks are counted, so it is the order that shows that nothing is blocked. */
    @Test
    void theWindowAnswersWhileACoroutineWaitsForASocket() throws Exception {
        assumeTrue(Files.exists(javaHome().resolve("lib/libawt_xawt.so")), "this JDK is headless");
        assumeTrue(isInstalled("Xvfb"), "Xvfb is not installed");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process program = startWindow(startScreen(), server.getLocalPort());
            Writer commands = program.outputWriter(StandardCharsets.UTF_8);
            BufferedReader shown = program.inputReader(StandardCharsets.UTF_8);
            try (Socket connection = server.accept()) {
                OutputStream lines = connection.getOutputStream();
                assertEquals("connected", shown.readLine());
                send(commands, "click");
                assertEquals("1 clicks", shown.readLine());
                send(commands, "click");
                assertEquals("2 clicks", shown.readLine());
                lines.write("first line\nsecond ".getBytes(StandardCharsets.UTF_8));
                assertEquals("first line", shown.readLine());
                send(commands, "click");
                assertEquals("3 clicks", shown.readLine());
                lines.write("line\n".getBytes(StandardCharsets.UTF_8));
                assertEquals("second line", shown.readLine());
                send(commands, "close");
                assertEquals(-1, connection.getInputStream().read(), "the window has closed its connection");
            }
            assertEquals("closed", shown.readLine());
            assertNull(shown.readLine());
            assertEquals(0, program.waitFor());
        }
    }

    private static void send(Writer commands, String command) throws IOException {
        commands.write(command + "\n");
        commands.flush();
    }

    /** Starts an X server on the first display that is free, and returns which. */
    private String startScreen() throws IOException {
        Process screen = start(new ProcessBuilder(
                "Xvfb", "-displayfd", "1", "-screen", "0", "640x480x24", "-nolisten", "tcp", "-noreset"));
        return ":" + Objects.requireNonNull(screen.inputReader().readLine(), "Xvfb has ended");
    }

    private Process startWindow(String display, int port) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                javaHome().resolve("bin/java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.awt.headless=false",
                "-cp",
                String.join(
                        File.pathSeparator,
                        placeOf(Coroutine.class),
                        placeOf(NewsWindow.class),
                        placeOf(NewsWindowDriver.class)),
                NewsWindowDriver.class.getName(),
                "127.0.0.1",
                String.valueOf(port));
        builder.environment().put("DISPLAY", display);
        return start(builder);
    }

    private Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        processes.add(process);
        return process;
    }

    private static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    private static String placeOf(Class<?> type) throws Exception {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString();
    }

    private static boolean isInstalled(String command) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, command)));
    }
}
