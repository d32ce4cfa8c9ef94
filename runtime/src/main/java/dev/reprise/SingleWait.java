package dev.reprise;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine that awaits one thing, which it finds when it is started, and ends with the result of that: a sleep, or an item
 * from a channel. To be written by hand where there may be millions of such waits.
 *
 * <p>Where it is awaited, what it waits for is awaited in its place: no coroutine stands between who awaits and who drives. So it
 * counts as ended as soon as it is awaited. Stepped by hand, or run by a task, it is a coroutine as all others.
 *
 * @param <T> the type of the result; {@code Void} where there is none
 */
public abstract class SingleWait<T extends @Nullable Object> extends Coroutine<T> {

    /** The future of a wait that suspends once, with null. It is for the driver to say when that is over. */
    protected static final FutureLike<Void> NEXT_TURN = new NextTurn();

    private static final int AFTER = 1;

    /** Makes one that a {@link CoroutineTracker} misses if it is never started. */
    @SuppressWarnings("this-escape") // a tracker only keeps it
    protected SingleWait() {
        if (CoroutineTracker.active) {
            CoroutineTracker.register(this);
        }
    }

    /** Makes one that nobody misses. */
    @SuppressWarnings("unused") // tells the constructors apart
    SingleWait(boolean untracked) {}

    /**
     * Begins to wait, in the first step.
     *
     * @return what to wait for: {@link #NEXT_TURN}, or a future of this wait alone, which may be {@linkplain
     *     FutureLike#abandoned abandoned}. It is not done: to wait for one that is takes a step all the same. Null, by way of
     *     {@link #resultIs}, if there is nothing to wait for
     */
    protected abstract @Nullable FutureLike<T> begin();

    /**
     * Says that there is nothing to wait for.
     *
     * @return null, for {@link #begin} to return
     */
    protected final @Nullable FutureLike<T> resultIs(T result) {
        value = result;
        return null;
    }

    /**
     * Begins an await of this, which has not started. It is short, so that each of those who await it has a copy of it and of
     * {@link #begin}: then the JIT sees that this is not needed any more.
     *
     * @return what to wait for; null if this has a result
     */
    final @Nullable Object beginAwait() {
        try {
            state = RUNNING;
            Object pending = begin();
            state = RETURNED;
            return pending;
        } catch (Throwable failure) {
            Driver.fail(this, failure);
            throw failure;
        }
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // what is awaited has a T
    protected final boolean step(int point) {
        if (point == AFTER) {
            return returns((T) awaited());
        }
        Object future = begin();
        if (future == null) {
            return returns((T) value);
        }
        suspendOn(future, AFTER);
        return true;
    }

    private static final class NextTurn implements FutureLike<Void> {

        /** Says no, so that who awaits it is suspended; resumed, he finds a result. */
        @Override
        public boolean done() {
            return false;
        }

        @Override
        @SuppressWarnings("NullAway") // null is the only value of Void
        public Void result() {
            return null;
        }

        @Override
        public String toString() {
            return "<a wait for the next turn>";
        }
    }
}
