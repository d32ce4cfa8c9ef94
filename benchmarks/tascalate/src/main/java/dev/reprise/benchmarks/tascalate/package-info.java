/** Tascalate's async/await over {@code CompletionStage}, on {@link dev.reprise.benchmarks.harness.FutureLoop}. */
@NullMarked
package dev.reprise.benchmarks.tascalate;

import org.jspecify.annotations.NullMarked;
