package dev.reprise.benchmarks.limit;

/** A hand-written state machine. */
public abstract class Machine {

    /** What it has come to when it has ended. */
    public long result;

    /** Runs to the next suspension; false at the end. */
    public abstract boolean next();
}
