package dev.reprise.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.reprise.Coroutine;
import dev.reprise.loop.Promise;
import dev.reprise.task.EventLoop;
import dev.reprise.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Cancels a coroutine at its first suspension, in the next run at its second, and so on, until a run is not cancelled: {@link
 * #check} does the runs, and in each the test gives {@link #cut} what is to be cancelled.
 */
final class EveryMoment<T extends @Nullable Object> {

    /** When a coroutine that is suspended is cancelled. */
    enum When {
        /** Before anything else happens. */
        SUSPENDED,
        /** When what it waits for is there, but before it goes on: the two meet. */
        WOKEN
    }

    /** One run of a test. */
    interface Scenario<T extends @Nullable Object> {
        void run(EveryMoment<T> moment) throws Exception;
    }

    private final When when;
    private final int cancelAt;
    private int suspensions;
    private boolean cut;

    private EveryMoment(When when, int cancelAt) {
        this.when = when;
        this.cancelAt = cancelAt;
    }

    /**
     * Runs a scenario until a run of it is not cancelled.
     *
     * @param fewest how many suspensions there must be, so that the test is known to look at what it is for
     */
    static <T extends @Nullable Object> void check(int fewest, Scenario<T> scenario) throws Exception {
        for (When when : When.values()) {
            int cancelAt = 0;
            EveryMoment<T> moment;
            do {
                cancelAt++;
                moment = new EveryMoment<>(when, cancelAt);
                try {
                    scenario.run(moment);
                } catch (Throwable failure) {
                    throw new AssertionError("cancelled at suspension " + cancelAt + ", " + when, failure);
                }
            } while (moment.cut);
            int runs = cancelAt;
            assertTrue(runs > fewest, () -> "only " + (runs - 1) + " suspensions, " + when);
        }
    }

    /** Tells whether this run is cancelled, or has been. */
    boolean isCut() {
        return cut;
    }

    /** Returns a coroutine that does what {@code coroutine} does, and cancels its task at this moment. */
    Coroutine<T> cut(Coroutine<T> coroutine) {
        return new Counted(coroutine);
    }

    private void suspended(@Nullable Object waitsFor) {
        if (++suspensions != cancelAt) {
            return;
        }
        cut = true;
        Task<?> task = EventLoop.current().currentTask().orElseThrow();
        if (when == When.WOKEN && waitsFor instanceof Promise<?> promise) {
            promise.addDoneCallback(done -> task.cancel());
        } else {
            task.cancel();
        }
    }

    /** Steps the coroutine by hand, to see each of its suspensions. */
    private final class Counted extends Coroutine<T> {

        private final Coroutine<T> counted;

        Counted(Coroutine<T> counted) {
            this.counted = counted;
        }

        @Override
        protected boolean step(int point) {
            if (!go(point)) {
                return returns(counted.result());
            }
            Object yielded = counted.yielded();
            suspended(yielded);
            return suspendAt(1, yielded);
        }

        private boolean go(int point) {
            if (point == 0) {
                return counted.next();
            }
            Object sent;
            try {
                sent = received();
            } catch (Throwable raised) {
                return counted.raise(raised);
            }
            return counted.send(sent);
        }
    }
}
