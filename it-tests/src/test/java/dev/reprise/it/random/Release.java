package dev.reprise.it.random;

/** The language level of random programs: the highest with a construct of its own that the running JDK compiles. */
final class Release {

    /** The first one with patterns in switches. */
    static final int PATTERNS = 21;

    static final int CURRENT = Runtime.version().feature() >= PATTERNS ? PATTERNS : 17;

    private Release() {}
}
