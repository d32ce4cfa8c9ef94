package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Deadlines;
import dev.reprise.benchmarks.harness.Sleeping;
import java.util.ArrayList;
import java.util.List;

/** A virtual thread for each sleep. */
public final class Sleeps implements Sleeping {

    /** Without arguments. */
    public Sleeps() {}

    @Override
    public void sleepAll(int[] millis, Deadlines deadlines) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int time : millis) {
            threads.add(VirtualThreads.start(() -> one(time, deadlines)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static void one(int millis, Deadlines deadlines) {
        deadlines.sleeps(millis);
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
