package dev.reprise.it.protocol;

/** A checked exception. */
final class Boom extends Exception {

    private static final long serialVersionUID = 1L;

    Boom(String message) {
        super(message);
    }

    /** Gives {@code value} back, and lets a body catch a {@link Boom} that is raised where it awaits the value. */
    @SuppressWarnings("unused")
    static <T> T orBoom(T value) throws Boom {
        return value;
    }
}
