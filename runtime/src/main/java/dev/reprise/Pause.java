package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine that does nothing but wait for a future, which it makes when it is started: a sleep, for example. To be written
 * by hand where there may be millions of such waits.
 *
 * <p>Where it is awaited, its future is awaited in its place: no coroutine stands between who awaits and who drives. So it
 * counts as ended as soon as it is awaited. Stepped by hand, or run by a task, it is a coroutine as all others.
 */
@SuppressWarnings("NullAway") // null is the only value of Void
public abstract class Pause extends Coroutine<Void> {

    /** The future of a pause that suspends once, with null. It is for the driver to say when that is over. */
    protected static final FutureLike<Void> NEXT_TURN = new NextTurn();

    private static final int AFTER = 1;

    /** Makes one that a {@link CoroutineTracker} misses if it is never started. */
    @SuppressWarnings("this-escape") // a tracker only keeps it
    protected Pause() {
        if (CoroutineTracker.active) {
            CoroutineTracker.register(this);
        }
    }

    /** Makes one that nobody misses. */
    @SuppressWarnings("unused") // tells the constructors apart
    Pause(boolean untracked) {}

    /**
     * Begins to wait, in the first step.
     *
     * @return what to wait for: {@link #NEXT_TURN}, or a future of this pause alone, which may be {@linkplain
     *     FutureLike#abandoned abandoned}
     */
    protected abstract FutureLike<Void> begin();

    /** Begins an await of this, which has not started. */
    final FutureLike<Void> beginAwait() {
        try {
            state = RUNNING;
            FutureLike<Void> future = begin();
            state = RETURNED;
            return future;
        } catch (Throwable failure) {
            Driver.fail(this, failure);
            throw failure;
        }
    }

    @Override
    protected final boolean step(int point) {
        if (point != AFTER && awaits(AFTER, begin())) {
            return true;
        }
        awaited();
        return returns(null);
    }

    private static final class NextTurn implements FutureLike<Void> {

        /** Nobody asks. */
        @Override
        public boolean done() {
            return false;
        }

        @Override
        public @Nullable Void result() {
            return null;
        }

        @Override
        public String toString() {
            return "<a wait for the next turn>";
        }
    }
}
