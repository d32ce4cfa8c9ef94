/** What the transformer costs: time in the build, bytes in the class files. Plain programs with a main method each. */
@NullMarked
package dev.reprise.benchmarks.transformer;

import org.jspecify.annotations.NullMarked;
