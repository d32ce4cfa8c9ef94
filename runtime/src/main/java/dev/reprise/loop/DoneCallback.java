package dev.reprise.loop;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A callback that waits for a promise, and is its own entry of the ready queue when that is done. */
final class DoneCallback<T extends @Nullable Object> extends Callback {

    private final Promise<T> promise;
    private final Consumer<? super Promise<T>> callback;

    DoneCallback(Promise<T> promise, Consumer<? super Promise<T>> callback, @Nullable Context context) {
        super(context);
        this.promise = promise;
        this.callback = callback;
    }

    boolean isFor(Consumer<?> other) {
        return callback.equals(other);
    }

    @Override
    protected boolean takeTurn() {
        callback.accept(promise);
        return false;
    }

    @Override
    public String toString() {
        return "<done callback of " + promise + ": " + callback + ">";
    }
}
