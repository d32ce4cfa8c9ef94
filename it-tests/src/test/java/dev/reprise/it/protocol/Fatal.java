package dev.reprise.it.protocol;

/** An error, which a handler for exceptions lets pass. */
final class Fatal extends Error {

    private static final long serialVersionUID = 1L;

    Fatal(String message) {
        super(message);
    }
}
