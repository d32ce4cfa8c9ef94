package dev.reprise;

/**
 * Throws any exception from where the compiler would refuse a checked one. A coroutine delivers the original exception
 * of its body, and the method that made the coroutine has already declared it.
 */
final class Sneaky {

    private Sneaky() {}

    /** Throws {@code error}; the return type lets a caller write {@code throw Sneaky.raise(error)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
