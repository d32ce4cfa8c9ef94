/** Reprise: what is measured. */
@NullMarked
package dev.reprise.benchmarks.reprise;

import org.jspecify.annotations.NullMarked;
