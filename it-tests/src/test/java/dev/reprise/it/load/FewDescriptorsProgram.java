package dev.reprise.it.load;

import dev.reprise.Coroutine;
import dev.reprise.io.Network;
import dev.reprise.io.Protocol;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.Transport;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An echo server for a process that may open few files: prints its port, and each error that its loop reports. */
final class FewDescriptorsProgram {

    private FewDescriptorsProgram() {}

    public static void main(String[] args) throws Exception {
        loadAll();
        try (EventLoop loop = new EventLoop()) {
            loop.setExceptionHandler((from, context) ->
                    System.out.println("reported: " + context.exception().getMessage()));
            ServerOptions options = ServerOptions.defaults().backlog(1000);
            Server server = loop.runUntilComplete(Network.createServer(Echo::new, "127.0.0.1", 0, options));
            System.out.println(((InetSocketAddress) server.localAddresses().get(0)).getPort());
            loop.runForever();
        }
    }

    /** Loads the runtime's classes. Those in a jar, which is open, can be loaded later; those in files of their own cannot. */
    private static void loadAll() throws Exception {
        Path folder = Path.of(Coroutine.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        if (Files.isRegularFile(folder)) {
            return; // it is a jar
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("dev"))) {
            files = all.filter(file -> file.toString().endsWith(".class")).toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('/', '.');
            if (!name.endsWith("-info.class")) {
                Class.forName(name.substring(0, name.length() - ".class".length()));
            }
        }
        if (files.isEmpty()) {
            throw new IOException("no classes are in " + folder);
        }
    }

    private static final class Echo implements Protocol {

        private @Nullable Transport transport;

        @Override
        public void connectionMade(Transport made) {
            transport = made;
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            Objects.requireNonNull(transport).write(data);
        }
    }
}
