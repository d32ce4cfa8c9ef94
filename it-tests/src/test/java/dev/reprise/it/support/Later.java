package dev.reprise.it.support;

import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine written by hand that suspends so many times, with null, before it ends.
 *
 * @param <T> the type of the result
 */
public final class Later<T extends @Nullable Object> extends Coroutine<T> {

    private final int suspensions;
    private final @Nullable T value;
    private final @Nullable Throwable failure;

    private Later(int suspensions, @Nullable T value, @Nullable Throwable failure) {
        this.suspensions = suspensions;
        this.value = value;
        this.failure = failure;
    }

    /** Suspends once, then returns {@code value}. */
    public static <T extends @Nullable Object> Coroutine<T> of(T value) {
        return new Later<>(1, value, null);
    }

    /** Suspends as often as asked, then returns {@code value}. */
    public static <T extends @Nullable Object> Coroutine<T> after(int suspensions, T value) {
        return new Later<>(suspensions, value, null);
    }

    /** Suspends once, then fails. It declares the failure so that a source can catch a checked one. */
    public static <E extends Throwable> Coroutine<@Nullable Void> failing(E failure) throws E {
        return new Later<>(1, null, failure);
    }

    @Override
    @SuppressWarnings("NullAway") // the value is absent only where there is a failure
    protected boolean step(int point) {
        if (point > 0) {
            received();
        }
        if (point < suspensions) {
            return suspendAt(point + 1, null);
        }
        if (failure != null) {
            throw Later.<RuntimeException>sneaky(failure);
        }
        return returns(value);
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
