package org.acme.blocking.api;

import java.util.function.Supplier;

/** A value, or the failure to make one. */
public record Coroutine<T>(Supplier<T> value) {

    public static <T> Coroutine<T> of(T value) {
        return new Coroutine<>(() -> value);
    }

    public static <T> T await(Coroutine<T> coroutine) {
        return coroutine.value().get();
    }
}
