package dev.reprise;

import org.jspecify.annotations.Nullable;

/** The wait for a future as a coroutine of its own. */
final class FutureAwaiter<T extends @Nullable Object> extends Coroutine<T> {

    private static final int DONE = 1;

    private final FutureLike<T> future;

    FutureAwaiter(FutureLike<T> future) {
        this.future = future;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // what is awaited is the future, whose result is a T
    protected boolean step(int point) {
        if (point != DONE && awaits(DONE, future)) {
            return true;
        }
        return returns((T) awaited());
    }

    @Override
    protected String name() {
        return "await of " + future;
    }
}
