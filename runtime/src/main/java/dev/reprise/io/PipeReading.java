package dev.reprise.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Feeds a reader with what a process writes. */
final class PipeReading implements Protocol {

    private final StreamReader reader;
    private final Runnable whenEnded;

    PipeReading(StreamReader reader, Runnable whenEnded) {
        this.reader = reader;
        this.whenEnded = whenEnded;
    }

    @Override
    public void connectionMade(Transport transport) {
        reader.setTransport(transport);
    }

    @Override
    public void dataReceived(ByteBuffer data) {
        reader.feedData(data);
    }

    @Override
    public void connectionLost(@Nullable Throwable failure) {
        reader.setTransport(null);
        if (failure == null) {
            reader.feedEof();
        } else {
            reader.setException(failure);
        }
        whenEnded.run();
    }
}
