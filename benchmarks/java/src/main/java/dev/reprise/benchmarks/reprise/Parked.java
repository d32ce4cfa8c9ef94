package dev.reprise.benchmarks.reprise;

import dev.reprise.Coroutine;
import dev.reprise.benchmarks.harness.Parking;

/** Chains of coroutines with two live locals each, suspended at the innermost. */
public final class Parked implements Parking {

    private final int depth;

    /** With so many awaits between the outermost and the innermost. */
    public Parked(int depth) {
        this.depth = depth;
    }

    @Override
    public void park(Object[] coroutines, Runnable parked) {
        for (int i = 0; i < coroutines.length; i++) {
            Coroutine<Long> chain = Link.of(depth, i);
            chain.next();
            coroutines[i] = chain;
        }
        parked.run();
    }
}
