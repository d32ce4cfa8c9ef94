package dev.reprise.it.load;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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
        State first = State.collected();
        EchoServer server = kind.server();
        answer(first.and(new State(Map.of("port", (long) server.start()))));

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

    private static State state(EchoServer server, String command) throws Exception {
        switch (command) {
            case "counts" -> {
                return server.counts();
            }
            case "held" -> {
                return server.counts().and(State.collected());
            }
            case "idle" -> {
                server.awaitIdle();
                return server.counts();
            }
            case "stop" -> {
                server.stop();
                return State.collected();
            }
            case "cpu" -> {
                var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
                return new State(Map.of("cpu", system.getProcessCpuTime()));
            }
            default -> throw new IllegalArgumentException("no such command: " + command);
        }
    }

    private static void answer(State state) {
        System.out.println(ANSWER + state.format());
    }
}
