package dev.reprise.sync;

/** What {@link Receiver#receive} throws when everything was received and no sender is open: {@code trio.EndOfChannel}. */
public final class EndOfChannel extends RuntimeException {

    private static final long serialVersionUID = 1L;

    EndOfChannel(String message) {
        super(message);
    }
}
