package dev.reprise.it.differential;

/** The failure of an await that a {@link Run} chose to fail. */
final class Injected extends RuntimeException {

    private static final long serialVersionUID = 1L;

    Injected(int await) {
        super("await " + await + " was made to fail");
    }
}
