package dev.reprise.sync;

/** What is thrown where something is used that was closed on this side: {@code trio.ClosedResourceError}. */
public final class ClosedResource extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ClosedResource(String message) {
        super(message);
    }
}
