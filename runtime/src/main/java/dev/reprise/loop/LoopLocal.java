package dev.reprise.loop;

import java.util.function.Function;

/**
 * What there is one of for each loop: trio's {@code RunVar}. It is made when it is first asked for. If it is an {@link
 * AutoCloseable}, it is closed with its loop, the one that was made last first; a failure of that is reported.
 *
 * @param <T> its type
 */
public final class LoopLocal<T> {

    private final Function<? super CallbackLoop, ? extends T> maker;

    /** Makes one, for a static field. */
    public LoopLocal(Function<? super CallbackLoop, ? extends T> maker) {
        this.maker = maker;
    }

    /**
     * Returns that of a loop, on the loop's thread.
     *
     * @throws IllegalStateException if the loop is closed, or is being closed and this was not made before
     */
    @SuppressWarnings("unchecked") // the loop keeps for each of these what its maker made
    public T of(CallbackLoop loop) {
        return (T) loop.local(this);
    }

    T make(CallbackLoop loop) {
        return maker.apply(loop);
    }
}
