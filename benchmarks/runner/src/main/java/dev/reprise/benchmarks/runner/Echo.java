package dev.reprise.benchmarks.runner;

import dev.reprise.benchmarks.harness.EchoClient;
import dev.reprise.benchmarks.runner.Row.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A server process and a client process, each on a CPU of its own; what the server's CPU did per request counts. */
final class Echo {

    private final Processes processes;
    private final int seconds;

    Echo(Processes processes, int seconds) {
        this.processes = processes;
        this.seconds = seconds;
    }

    Map<String, Double> run(Contestant contestant, Workload workload) throws IOException {
        Process server = processes.start(contestant, workload, 0);
        try {
            List<String> arguments = new ArrayList<>(List.of(port(server)));
            workload.arguments().forEach(number -> arguments.add(number.toString()));
            arguments.add(String.valueOf(seconds));
            return measure(server, processes.start(EchoClient.class, arguments, 1));
        } finally {
            server.destroyForcibly();
        }
    }

    private static String port(Process server) throws IOException {
        BufferedReader lines = server.inputReader(StandardCharsets.UTF_8);
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("port ")) {
                return line.substring("port ".length());
            }
            said.add(line);
        }
        throw new IOException("the server did not listen: " + said);
    }

    /** The client prints a line when it begins to count, one when it ends, and then its figures. */
    private static Map<String, Double> measure(Process server, Process client) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
        requireLine("begin", lines.readLine());
        Duration before = cpu(server);
        requireLine("end", lines.readLine());
        Duration spent = cpu(server).minus(before);
        String last = lines.readLine();
        Map<String, Double> figures = Processes.parse(last == null ? "" : last);
        Double count = figures.get("count");
        if (count == null) {
            throw new IOException("the client printed no figures but " + last);
        }
        figures.put("us", spent.toNanos() / 1e3 / count);
        return figures;
    }

    private static void requireLine(String expected, @Nullable String line) throws IOException {
        if (!expected.equals(line)) {
            throw new IOException("the client said " + line + " instead of " + expected);
        }
    }

    private static Duration cpu(Process server) {
        return server.info()
                .totalCpuDuration()
                .orElseThrow(() -> new UncheckedIOException(new IOException("the server's CPU time is not known")));
    }
}
