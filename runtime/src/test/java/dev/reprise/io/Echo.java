package dev.reprise.io;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sends back what it gets. */
final class Echo implements Protocol {

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
