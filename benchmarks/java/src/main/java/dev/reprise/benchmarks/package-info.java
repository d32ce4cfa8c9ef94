/** What things cost, measured with JMH. A figure in the documents names the benchmark and the command that made it. */
@NullMarked
package dev.reprise.benchmarks;

import org.jspecify.annotations.NullMarked;
