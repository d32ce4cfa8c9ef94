package dev.reprise.benchmarks.limit;

import dev.reprise.benchmarks.harness.Deadlines;
import dev.reprise.benchmarks.harness.Sleeping;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A machine for each sleep, in a wheel of timers with a slot for each millisecond. */
public final class Sleeps implements Sleeping {

    private static final int SLOTS = 2048;
    private static final long TICK = 1_000_000;

    private final @Nullable Sleeper[] slots = new Sleeper[SLOTS];
    private final long start = System.nanoTime();

    /** The first slot that has not been emptied. */
    private long tick;

    private int sleeping;

    /** Without arguments. */
    public Sleeps() {}

    @Override
    public void sleepAll(int[] millis, Deadlines deadlines) {
        tick = now();
        for (int time : millis) {
            new Sleeper(time, deadlines).next();
        }
        while (sleeping > 0) {
            long now = now();
            if (now < tick) {
                LockSupport.parkNanos(tick * TICK - (System.nanoTime() - start));
            }
            for (; tick <= now; tick++) {
                wake((int) (tick & (SLOTS - 1)));
            }
        }
    }

    private long now() {
        return (System.nanoTime() - start) / TICK;
    }

    private void wake(int slot) {
        Sleeper first = slots[slot];
        slots[slot] = null;
        for (Sleeper due = first; due != null; due = due.following) {
            due.next();
        }
    }

    private final class Sleeper extends Machine {
        private final int millis;
        private final Deadlines deadlines;
        private int state;

        @Nullable
        Sleeper following;

        Sleeper(int millis, Deadlines deadlines) {
            this.millis = millis;
            this.deadlines = deadlines;
        }

        @Override
        public boolean next() {
            if (state == 0) {
                deadlines.sleeps(millis);
                int slot = (int) ((now() + millis + 1) & (SLOTS - 1));
                following = slots[slot];
                slots[slot] = this;
                sleeping++;
                state = 1;
                return true;
            }
            sleeping--;
            state = -1;
            return false;
        }
    }
}
