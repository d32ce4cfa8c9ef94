package dev.reprise.loop;

import dev.reprise.Coroutine;
import org.jspecify.annotations.Nullable;

/** One await of a promise: suspends with the promise, for the driver to resume when it is done. */
final class PromiseAwaiter<T extends @Nullable Object> extends Coroutine<T> {

    private final Promise<T> promise;

    PromiseAwaiter(Promise<T> promise) {
        this.promise = promise;
    }

    @Override
    protected boolean step(int point) {
        if (point != 0) {
            received();
            if (!promise.done()) {
                throw new IllegalStateException(
                        "the await of " + promise + " was resumed before that is done: drive the coroutine by a task");
            }
        } else if (!promise.done()) {
            return suspendAt(1, promise);
        }
        return returns(promise.result());
    }

    @Override
    protected String name() {
        return "await of " + promise;
    }
}
