package dev.reprise.sync;

import dev.reprise.loop.CallbackLoop;
import dev.reprise.loop.Promise;
import org.jspecify.annotations.Nullable;

/** The place of one task in a {@link Line}, and the promise that the task waits for meanwhile. */
abstract class Place<T extends @Nullable Object> extends Promise<T> {

    /** The neighbours in the line, while this is in it; {@link Line} writes them. */
    @Nullable
    Place<?> before;

    @Nullable
    Place<?> after;

    Place(CallbackLoop loop) {
        super(loop);
    }

    /** Takes this out of the line that it is in while it is pending. */
    abstract void leaveLine();

    /** Cancels the wait, which leaves the line at once: nothing is wasted on it. */
    @Override
    public boolean cancel(@Nullable String message) {
        boolean taken = super.cancel(message);
        if (taken) {
            leaveLine();
        }
        return taken;
    }
}
