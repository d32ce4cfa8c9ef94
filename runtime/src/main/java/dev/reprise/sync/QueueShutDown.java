package dev.reprise.sync;

/** What a {@link Queue} that was shut down throws: {@code asyncio.QueueShutDown}. */
public final class QueueShutDown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueShutDown(String message) {
        super(message);
    }
}
