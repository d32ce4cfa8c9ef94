package dev.reprise.benchmarks.virtual;

import dev.reprise.benchmarks.harness.Parking;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/** Virtual threads that wait for one latch, each in a chain of calls with two live locals. */
public final class ParkedTask implements Parking {

    private final int depth;

    /** With so many calls between the outermost and the innermost. */
    public ParkedTask(int depth) {
        this.depth = depth;
    }

    @Override
    public void park(Object[] coroutines, Runnable parked) throws InterruptedException {
        CountDownLatch forEver = new CountDownLatch(1);
        Semaphore started = new Semaphore(0);
        for (int i = 0; i < coroutines.length; i++) {
            int number = i;
            coroutines[i] = VirtualThreads.start(() -> {
                started.release();
                link(depth, number, forEver);
            });
        }
        started.acquire(coroutines.length);
        VirtualThreads.start(() -> {}).join(); // behind all of them: one carrier runs them in turn
        parked.run();
        forEver.countDown();
    }

    private static long link(int depth, long number, CountDownLatch forEver) {
        String text = depth % 2 == 0 ? "even" : "odd";
        if (depth > 0) {
            number += link(depth - 1, number + 1, forEver);
        } else {
            try {
                forEver.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return number + text.length();
    }
}
