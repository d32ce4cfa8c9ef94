package dev.reprise.it.conformance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** The other end of a connection, with the JDK's blocking sockets on a thread of its own. */
final class TlsPeer {

    private static final int PATIENCE_MS = 60_000;

    private TlsPeer() {}

    interface Conversation {
        void hold(Socket socket) throws IOException;
    }

    static ServerSocket listen() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** Serves one connection. */
    static Callable<Boolean> serve(ServerSocket listening, Conversation conversation) {
        return () -> {
            try (Socket socket = listening.accept()) {
                socket.setSoTimeout(PATIENCE_MS);
                conversation.hold(socket);
            }
            return true;
        };
    }

    static Callable<Boolean> connect(InetSocketAddress address, Conversation conversation) {
        return () -> {
            try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
                socket.setSoTimeout(PATIENCE_MS);
                conversation.hold(socket);
            }
            return true;
        };
    }

    /** Goes on by TLS. Closing it says {@code close_notify}. */
    static SSLSocket startTls(Socket socket, SSLContext context, boolean server) throws IOException {
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        tls.setUseClientMode(!server);
        tls.startHandshake();
        return tls;
    }
}
