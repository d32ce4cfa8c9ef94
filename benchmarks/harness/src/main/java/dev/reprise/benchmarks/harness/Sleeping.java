package dev.reprise.benchmarks.harness;

/** A workload of many sleeps at once. */
public interface Sleeping {

    /**
     * Sleeps for each of the times, in milliseconds, in a coroutine of its own; returns when all have woken. Each calls
     * {@link Deadlines#sleeps} right before its sleep.
     */
    void sleepAll(int[] millis, Deadlines deadlines) throws Exception;
}
