package dev.reprise;

import org.jspecify.annotations.Nullable;

/** A coroutine that was built complete: stateless, so it may be stepped and awaited any number of times. */
final class Completed<T extends @Nullable Object> extends Coroutine<T> {

    @SuppressWarnings("NullAway") // the only value of Void
    static final Completed<@Nullable Void> DONE = new Completed<>(null);

    Completed(T value) {
        this.state = STATELESS;
        this.value = value;
    }

    @Override
    protected boolean step(int point) {
        throw new AssertionError("a completed coroutine has no step");
    }
}
