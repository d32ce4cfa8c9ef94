package dev.reprise.scope;

/** Throws any exception from where the compiler would refuse a checked one: a scope throws what its tasks ended with, unchanged. */
final class Sneaky {

    private Sneaky() {}

    /** Throws {@code error}; the return type lets a caller write {@code throw Sneaky.raise(error)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
