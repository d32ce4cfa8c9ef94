/**
 * The command {@code benchmarks/run}: what there is to measure ({@link dev.reprise.benchmarks.runner.Workloads}), a process for
 * each measurement, and the report.
 */
@NullMarked
package dev.reprise.benchmarks.runner;

import org.jspecify.annotations.NullMarked;
