package dev.reprise.benchmarks.harness;

/** When the last of many sleeps should end. */
public final class Deadlines {

    private long last = System.nanoTime();

    /** Notes a sleep that begins now. One thread calls it; contestants with several are pinned to one. */
    public void sleeps(int millis) {
        long deadline = System.nanoTime() + millis * 1_000_000L;
        if (deadline - last > 0) {
            last = deadline;
        }
    }

    long last() {
        return last;
    }
}
