package dev.reprise.sync;

import static dev.reprise.Coroutine.await;

import dev.reprise.Async;
import dev.reprise.Coroutine;
import java.util.Locale;

/**
 * A place where a fixed number of tasks wait for one another, again and again: {@code asyncio.Barrier}.
 *
 * <p>When the last of them arrives, all go on together. Who arrives before all of these have gone waits for the next
 * round. A task that is cancelled while it waits counts no more, and the others go on waiting.
 */
public final class Barrier extends LoopBound {

    /*
     *   FILLING   --the last arrives-->           DRAINING    trip
     *   FILLING, DRAINING --reset-->              RESETTING   those of this round fail
     *   DRAINING, RESETTING --all have gone-->    FILLING     settle; at once DRAINING if enough wait already
     *   any       --abort-->                      BROKEN      all fail
     *   BROKEN    --reset-->                      RESETTING, or FILLING if all have gone
     */
    private enum State {
        FILLING,
        DRAINING,
        RESETTING,
        BROKEN
    }

    private final int parties;

    /** FILLING: this round. Later those that wait are the next round, and those that were woken are this one. */
    private final Waiters waiters = new Waiters();

    private State state = State.FILLING;

    /** How many have gone on in this round. */
    private int gone;

    /**
     * Makes a barrier for {@code parties} tasks.
     *
     * @throws IllegalArgumentException if these are less than one
     */
    public Barrier(int parties) {
        if (parties < 1) {
            throw new IllegalArgumentException("a barrier cannot have " + parties + " parties: give it 1 or more");
        }
        this.parties = parties;
    }

    /**
     * Waits until all parties do: {@code wait}.
     *
     * @return a number below {@link #parties}, a different one for each task of a round
     * @throws BrokenBarrier if the barrier is broken, or is reset or aborted during the wait
     */
    @Async
    public Coroutine<Integer> waitFor() {
        requireWhole();
        if (state == State.FILLING && waiters.waiting() + 1 == parties) {
            trip(parties - 1);
            settle();
            return Coroutine.of(parties - 1);
        }
        Waiter waiter = waiters.add(loop());
        try {
            await(waiter);
            requireWhole();
            requireNotReset();
            return Coroutine.of(gone++);
        } finally {
            waiter.leave();
            settle();
        }
    }

    private void requireWhole() {
        if (state == State.BROKEN) {
            throw new BrokenBarrier(this + " is broken: it was aborted; reset it to use it again");
        }
    }

    private void requireNotReset() {
        if (state == State.RESETTING) {
            throw new BrokenBarrier(this + " was reset while this task waited at it");
        }
    }

    private void trip(int others) {
        state = State.DRAINING;
        gone = 0;
        waiters.wake(others);
    }

    /** Begins the next round if all have left this one. */
    private void settle() {
        if (waiters.woken() > 0 || (state != State.DRAINING && state != State.RESETTING)) {
            return;
        }
        state = State.FILLING;
        if (waiters.waiting() >= parties) {
            trip(parties);
        }
    }

    /** Makes all tasks of this round fail with {@link BrokenBarrier} and begins a new one: {@code reset}. */
    public void reset() {
        if (state == State.FILLING) {
            waiters.wakeAll();
        }
        state = State.RESETTING;
        settle();
    }

    /** Makes all waits fail with {@link BrokenBarrier}, now and until a {@link #reset}: {@code abort}. */
    public void abort() {
        state = State.BROKEN;
        waiters.wakeAll();
    }

    /** Returns how many tasks wait for one another: {@code parties}. */
    public int parties() {
        return parties;
    }

    /** Returns how many wait for this round; none while it is ending: {@code n_waiting}. */
    public int waiting() {
        return state == State.FILLING ? waiters.waiting() : 0;
    }

    /** Tells whether it was aborted: {@code broken}. */
    public boolean isBroken() {
        return state == State.BROKEN;
    }

    @Override
    public String toString() {
        return "<Barrier " + state.name().toLowerCase(Locale.ROOT) + ", " + waiting() + " of " + parties + " waiting>";
    }
}
