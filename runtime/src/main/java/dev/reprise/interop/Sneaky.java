package dev.reprise.interop;

/**
 * Throws any exception from where the compiler would refuse a checked one: an await throws what a publisher failed with. (The
 * protocol has one of its own: such a method is nothing to export.)
 */
final class Sneaky {

    private Sneaky() {}

    /** Throws {@code error}; the return type lets a caller write {@code throw Sneaky.raise(error)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
