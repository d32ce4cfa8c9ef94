package dev.reprise.it.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.reprise.Coroutine;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server whose process has no file descriptor left: it goes on with those that it has, and later with those that wait. */
class FewDescriptorsTest {

    /** More than a JVM needs, and fewer than there are clients. */
    private static final int LIMIT = 100;

    private static final int CLIENTS = 150;

    private static final int HANG_MILLIS = 60_000;

    @Test
    void trap30AServerWithoutDescriptorsRecovers() throws Exception {
        Process process = start();
        List<Socket> clients = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            int port = Integer.parseInt(output.readLine());
            for (int i = 0; i < CLIENTS; i++) {
                Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
                client.setSoTimeout(HANG_MILLIS);
                clients.add(client);
            }
            assertEquals("reported: Too many open files", output.readLine());
            requireEcho(clients.get(0));
            for (Socket first : clients.subList(0, LIMIT)) {
                first.close();
            }
            for (Socket waiting : clients.subList(LIMIT, CLIENTS)) {
                requireEcho(waiting);
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
            process.destroyForcibly();
        }
    }

    private static void requireEcho(Socket client) throws IOException {
        client.getOutputStream().write('x');
        assertEquals('x', client.getInputStream().read());
    }

    private static Process start() throws IOException, URISyntaxException {
        ProcessBuilder builder = new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n " + LIMIT + " && exec \"$@\"",
                "sh",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                folderOf(Coroutine.class) + File.pathSeparator + folderOf(FewDescriptorsProgram.class),
                FewDescriptorsProgram.class.getName());
        builder.environment().put("LC_ALL", "C"); // the system's words are compared
        return builder.redirectErrorStream(true).start();
    }

    private static Path folderOf(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
