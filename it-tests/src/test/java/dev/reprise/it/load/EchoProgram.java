package dev.reprise.it.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * An echo server in a process of its own, for {@link ServerProcess}: {@code EchoProgram KIND}. It prints its port and what it
 * holds before any client has come, and then answers each command with a line.
 */
final class EchoProgram {

    /** Begins each line that is meant for the test. */
    static final String ANSWER = "= ";

    /** How the echo is written. */
    enum Kind {
        /** A coroutine on streams. */
        STREAMS,
        /** A protocol, which is called back. */
        PROTOCOL,
        /** A loop around a selector, without this library. */
        PLAIN;

        private EchoServer server() {
            return switch (this) {
                case STREAMS -> new StreamEchoServer();
                case PROTOCOL -> new ProtocolEchoServer();
                case PLAIN -> new PlainEchoServer();
            };
        }
    }

    private EchoProgram() {}

    public static void main(String[] args) throws Exception {
        Kind kind = Kind.valueOf(args[0]);
        warmUp(kind.server());
        Map<String, Long> first = State.collected();
        EchoServer server = kind.server();
        first.put("port", (long) server.start());
        answer(first);

        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String command = commands.readLine();
        while (command != null) {
            answer(state(server, command));
            command = commands.readLine();
        }
    }

    /** What is loaded and opened once is not to be taken for what is left. */
    private static void warmUp(EchoServer server) throws Exception {
        int port = server.start();
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write('x');
            if (socket.getInputStream().read() != 'x') {
                throw new IOException("the server does not echo");
            }
        }
        server.awaitIdle();
        server.counts();
        server.stop();
    }

    private static Map<String, Long> state(EchoServer server, String command) throws Exception {
        switch (command) {
            case "counts" -> {
                return server.counts();
            }
            case "cpu" -> {
                return Map.of("cpu", State.cpu());
            }
            case "held" -> {
                Map<String, Long> counts = new TreeMap<>(server.counts());
                counts.putAll(State.collected());
                return counts;
            }
            case "idle" -> {
                server.awaitIdle();
                return server.counts();
            }
            case "stop" -> {
                server.stop();
                return State.collected();
            }
            default -> throw new IllegalArgumentException("no such command: " + command);
        }
    }

    private static void answer(Map<String, Long> state) {
        System.out.println(ANSWER + State.format(state));
    }
}
