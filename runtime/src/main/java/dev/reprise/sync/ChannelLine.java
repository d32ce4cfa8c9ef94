package dev.reprise.sync;

import org.jspecify.annotations.Nullable;

/** The tasks that wait on one side of a channel. */
final class ChannelLine<T> extends Line<ChannelWait<T>> {

    /** Counts them: that is rarely asked, and each wait would pay for a number that is kept. */
    @Override
    int waiting() {
        return all().size();
    }

    /** Wakes those who wait by a half, or all if that is null, although there is nothing for them. */
    void dismiss(@Nullable ChannelHalf<T> half) {
        for (ChannelWait<T> wait : all()) {
            if (half == null || wait.isBy(half)) {
                wait.wake();
                remove(wait);
            }
        }
    }
}
