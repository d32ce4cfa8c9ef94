package dev.reprise.sync;

/** What {@link Queue#getNowait} throws when it would have to wait: {@code asyncio.QueueEmpty}. */
public final class QueueEmpty extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueEmpty(String message) {
        super(message);
    }
}
