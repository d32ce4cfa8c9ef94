package dev.reprise.io;

import java.nio.channels.AsynchronousCloseException;

/** Tells a task that what it waited for was closed by another one. */
final class ClosedDuringWait extends AsynchronousCloseException {

    private static final long serialVersionUID = 1L;

    private final String message;

    ClosedDuringWait(Object channel, String verb) {
        message = channel + " was closed while a task waited to " + verb;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
