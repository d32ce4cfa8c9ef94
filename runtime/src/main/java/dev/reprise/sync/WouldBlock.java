package dev.reprise.sync;

/**
 * What {@link Sender#sendNowait} and {@link Receiver#receiveNowait} throw when they would have to wait: {@code
 * trio.WouldBlock}.
 */
public final class WouldBlock extends RuntimeException {

    private static final long serialVersionUID = 1L;

    WouldBlock(String message) {
        super(message);
    }
}
