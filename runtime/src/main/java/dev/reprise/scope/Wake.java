package dev.reprise.scope;

import dev.reprise.loop.Promise;
import org.jspecify.annotations.Nullable;

/** Ends a wait on a promise that says no more than that it is over. */
final class Wake {

    private Wake() {}

    /** Wakes who waits, unless the wait was cancelled or ended before. */
    @SuppressWarnings("NullAway") // Void has no value but null
    static void up(Promise<@Nullable Void> waited) {
        if (!waited.done()) {
            waited.setResult(null);
        }
    }
}
