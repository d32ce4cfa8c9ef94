/**
 * What a contestant implements, one class a workload, and the process that measures one of them ({@link
 * dev.reprise.benchmarks.harness.Worker}).
 */
@NullMarked
package dev.reprise.benchmarks.harness;

import org.jspecify.annotations.NullMarked;
