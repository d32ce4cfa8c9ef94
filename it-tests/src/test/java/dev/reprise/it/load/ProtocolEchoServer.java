package dev.reprise.it.load;

import dev.reprise.Coroutine;
import dev.reprise.io.Network;
import dev.reprise.io.Protocol;
import dev.reprise.io.Server;
import dev.reprise.io.ServerOptions;
import dev.reprise.io.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The echo as a protocol. */
final class ProtocolEchoServer extends LoopEchoServer {

    @Override
    Coroutine<Server> listen() throws IOException {
        return Network.createServer(
                Echo::new, "127.0.0.1", 0, ServerOptions.defaults().backlog(4_096));
    }

    private final class Echo implements Protocol {

        private @Nullable Transport transport;
        private boolean paused;

        @Override
        public void connectionMade(Transport made) {
            transport = made;
            opened();
        }

        @Override
        public void dataReceived(ByteBuffer data) {
            if (transport != null) {
                transport.write(data);
                written(transport);
            }
        }

        @Override
        public void pauseWriting() {
            paused = true;
            waits(true);
            if (transport != null) {
                transport.pauseReading();
            }
        }

        @Override
        public void resumeWriting() {
            paused = false;
            waits(false);
            if (transport != null) {
                transport.resumeReading();
            }
        }

        @Override
        public void connectionLost(@Nullable Throwable failure) {
            if (paused) {
                waits(false);
            }
            closed(failure == null);
        }
    }
}
