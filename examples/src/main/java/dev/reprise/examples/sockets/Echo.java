package dev.reprise.examples.sockets;

import static dev.reprise.Coroutine.await;
import static dev.reprise.Reprise.gather;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import dev.reprise.io.AsyncSocket;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import java.io.IOException;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A server that answers one message with its reverse, and its client, in one loop. */
public final class Echo {

    private Echo() {}

    @Async
    static Coroutine<Void> server(PrintStream out, Promise<SocketAddress> address) throws IOException {
        try (AsyncSocket server = AsyncSocket.tcp()) {
            await(server.bind("localhost", 0)); // any free port
            await(server.listen());
            address.setResult(server.localAddress());
            try (AsyncSocket client = await(server.accept())) {
                String message = text(await(client.recv(1024)));
                out.println("Received from client " + message);
                await(client.send(bytes(new StringBuilder(message).reverse().toString())));
            }
        }
        return Coroutine.done();
    }

    @Async
    static Coroutine<Void> client(PrintStream out, Promise<SocketAddress> address) throws IOException {
        try (AsyncSocket client = AsyncSocket.tcp()) {
            await(client.connect(await(address)));
            await(client.send(bytes("Hello World!")));
            String message = text(await(client.recv(1024)));
            out.println("Received from server " + message);
        }
        return Coroutine.done();
    }

    public static void echo(EventLoop loop, PrintStream out) throws IOException {
        Promise<SocketAddress> address = loop.createPromise();
        loop.runUntilComplete(gather(server(out, address), client(out, address)));
    }

    private static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }
}
