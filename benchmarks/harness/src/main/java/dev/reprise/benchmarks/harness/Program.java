package dev.reprise.benchmarks.harness;

/** A workload that is timed: it does one operation again and again. */
public interface Program {

    /**
     * Does the operation so many times.
     *
     * @return what all of them had a part in: the same number for all contestants
     */
    long run(int times) throws Exception;

    /** Returns how many operations "one time" is, for workloads that come in one size only. */
    default int operations() {
        return 1;
    }
}
