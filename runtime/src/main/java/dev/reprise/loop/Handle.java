package dev.reprise.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A callback that was scheduled and can be cancelled: {@code asyncio.Handle}. */
public class Handle extends Callback {

    /** Null once the callback was cancelled or has begun to run, so that neither can happen twice. */
    private @Nullable Runnable callback;

    /** The callback once it has begun to run, for messages. */
    private @Nullable Runnable begun;

    private volatile boolean cancelled;

    Handle(Runnable callback, @Nullable Context context) {
        super(context);
        this.callback = Objects.requireNonNull(callback, "callback");
    }

    /**
     * Keeps the callback from running. On the loop's thread; that of {@link CallbackLoop#callSoonThreadsafe} on any.
     *
     * @return whether it did: false if the callback has run, is running or was cancelled before
     */
    public boolean cancel() {
        if (take() == null) {
            return false;
        }
        cancelled = true;
        return true;
    }

    /** Tells whether {@link #cancel} kept the callback from running. */
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    protected final boolean takeTurn() {
        Runnable taken = take();
        if (taken != null) {
            begun = taken;
            taken.run();
        }
        return false;
    }

    /** Takes the callback out: whoever gets it runs it or drops it. */
    @Nullable
    Runnable take() {
        Runnable taken = callback;
        callback = null;
        return taken;
    }

    @Override
    public String toString() {
        Runnable waiting = callback;
        String what = cancelled ? "cancelled" : waiting == null ? "done: " + begun : waiting.toString();
        return "<" + getClass().getSimpleName() + " " + what + ">";
    }
}
