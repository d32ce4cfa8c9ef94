package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Serving;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.IntConsumer;

/** A virtual thread for each connection, which reads and writes blocking. */
public final class Echo implements Serving {

    private static final int BACKLOG = 1024;

    /** Takes what the client is told too; a server has no use for it. */
    public Echo(int connections, int bytes) {}

    @Override
    public void serve(IntConsumer listening) throws IOException {
        ServerSocket server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
        listening.accept(server.getLocalPort());
        VirtualThreads.start(() -> accept(server));
    }

    private static void accept(ServerSocket server) {
        try {
            while (true) {
                Socket socket = server.accept();
                VirtualThreads.start(() -> echo(socket));
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = socket.getInputStream();
            OutputStream out = socket.getOutputStream();
            byte[] buffer = new byte[16 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
            }
        } catch (IOException clientIsGone) {
            // the connection ends
        }
    }
}
