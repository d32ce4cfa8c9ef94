package dev.reprise.sync;

/** What {@link Queue#putNowait} throws when it would have to wait: {@code asyncio.QueueFull}. */
public final class QueueFull extends RuntimeException {

    private static final long serialVersionUID = 1L;

    QueueFull(String message) {
        super(message);
    }
}
