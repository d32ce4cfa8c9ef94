/** Kilim: fibers whose methods say that they can pause. */
@NullMarked
package dev.reprise.benchmarks.kilim;

import org.jspecify.annotations.NullMarked;
