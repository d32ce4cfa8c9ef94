package dev.reprise.loop;

import org.jspecify.annotations.Nullable;

/** The handle of a callback from another thread, which may cancel it while the loop is about to run it. */
final class ThreadsafeHandle extends Handle {

    ThreadsafeHandle(Runnable callback, @Nullable Context context) {
        super(callback, context);
    }

    @Override
    synchronized @Nullable Runnable take() {
        return super.take();
    }
}
