package dev.reprise.sync;

/**
 * What is thrown where the other side is gone, so that what was to be sent can reach nobody: {@code
 * trio.BrokenResourceError}.
 */
public final class BrokenResource extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BrokenResource(String message) {
        super(message);
    }
}
