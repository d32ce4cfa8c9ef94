package dev.reprise.internal;

/** Throws any exception from where the compiler would refuse a checked one: an await delivers the original exception. */
public final class Sneaky {

    private Sneaky() {}

    /** Throws {@code error}; the return type lets a caller write {@code throw Sneaky.raise(error)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
