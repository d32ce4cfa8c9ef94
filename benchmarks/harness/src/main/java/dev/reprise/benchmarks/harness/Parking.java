package dev.reprise.benchmarks.harness;

/** A workload whose memory is measured: it suspends coroutines and leaves them so. */
public interface Parking {

    /**
     * Suspends as many coroutines as the array has places, and puts what keeps each alive there. While all are suspended,
     * calls {@code parked} once; what becomes of them then does not matter.
     */
    void park(Object[] coroutines, Runnable parked) throws Exception;
}
