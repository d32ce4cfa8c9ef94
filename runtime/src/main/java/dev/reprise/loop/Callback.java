package dev.reprise.loop;

import org.jspecify.annotations.Nullable;

/** An entry of the ready queue that calls what somebody has asked for, in a context of its own. */
abstract class Callback extends Ready {

    private @Nullable Context context;

    /** Makes one that is to run in a context, as {@link CallbackLoop#captureContext} gives it. */
    Callback(@Nullable Context context) {
        this.context = context;
    }

    @Override
    protected final @Nullable Context context() {
        return context;
    }

    @Override
    protected final void setContext(@Nullable Context replacement) {
        context = replacement;
    }
}
