package dev.reprise.sync;

import dev.reprise.loop.CallbackLoop;
import org.jspecify.annotations.Nullable;

/**
 * One task that waits at a half of a channel: its place in the line, and the item that changes hands.
 *
 * <pre>
 *   waiting --take-->   served      a send: its item was taken
 *   waiting --hand-->   served      a receive: its result is the item, which goes back if the task is cancelled before its
 *                                   next step
 *   waiting --wake-->   unserved    its half was closed, or the other side is gone: the next step asks the half which
 *   waiting --cancel--> cancelled   the task
 * </pre>
 */
final class ChannelWait<T> extends Place<T> {

    private final ChannelHalf<T> half;

    /** What a send offers, until it is taken. */
    private @Nullable T offer;

    private boolean served;

    /** Whether this only waits for there to be an item: then it is no error if there is none. */
    private final boolean peeks;

    private ChannelWait(CallbackLoop loop, ChannelHalf<T> half, @Nullable T offer, boolean peeks) {
        super(loop);
        this.half = half;
        this.offer = offer;
        this.peeks = peeks;
    }

    /** Looks for the loop before it makes the object: so that this is in one piece, and its fields are written once. */
    private static <T> ChannelWait<T> made(ChannelHalf<T> half, @Nullable T offer, boolean peeks) {
        CallbackLoop loop = half.buffer.loop();
        return new ChannelWait<>(loop, half, offer, peeks);
    }

    static <T> ChannelWait<T> ofSend(Sender<T> half, T offer) {
        return made(half, offer, false);
    }

    static <T> ChannelWait<T> ofReceive(Receiver<T> half) {
        return made(half, null, false);
    }

    static <T> ChannelWait<T> ofHasNext(Receiver<T> half) {
        return made(half, null, true);
    }

    boolean isBy(ChannelHalf<?> asked) {
        return half == asked;
    }

    @Override
    void leaveLine() {
        half.line().remove(this);
    }

    /** Takes the item that a send offers, and wakes it. */
    @SuppressWarnings("NullAway") // the result of a send is null
    T take() {
        T taken = offer;
        if (taken == null) {
            throw new AssertionError("the item of " + this + " was taken twice");
        }
        setResult(null);
        served = true;
        offer = null;
        return taken;
    }

    /** Hands an item to a receive, and wakes it. */
    void hand(T item) {
        setResult(item);
        served = true;
    }

    /** Wakes it although there is nothing for it. */
    @SuppressWarnings("NullAway") // nobody sees the result
    void wake() {
        setResult(null);
    }

    /** Returns the item, or null to a send; asks the half for the reason why there is nothing. */
    @Override
    public T result() {
        T result = super.result();
        return served || peeks ? result : half.unserved();
    }

    /** A send whose item was taken cannot be undone; an item that was handed over can be given back. */
    @Override
    protected boolean keepsResult() {
        return served && half instanceof Sender<?>;
    }

    @Override
    public void abandoned() {
        if (!done()) {
            leaveLine(); // the coroutine was closed, or somebody raised an error in it
        } else if (served && half instanceof Receiver<?>) {
            half.buffer.giveBack(super.result());
        }
    }

    /** Says what for, to those who wonder why nothing happens. */
    @Override
    public String toString() {
        String what = half instanceof Sender<?> ? "send" : peeks ? "hasNext" : "receive";
        return "<" + what + " by " + half + " " + describeState() + ">";
    }
}
