package dev.reprise.it.protocol;

/** An unchecked exception. */
final class Bang extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Bang(String message) {
        super(message);
    }

    Bang(String message, Throwable cause) {
        super(message, cause);
    }
}
