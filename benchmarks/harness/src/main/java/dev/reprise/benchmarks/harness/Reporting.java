package dev.reprise.benchmarks.harness;

import java.util.Map;

/** A workload that measures itself. */
public interface Reporting {

    /** Returns its figures by name. */
    Map<String, Double> measure() throws Exception;
}
