/** EA's async/await over {@code CompletableFuture}; it has no loop, see {@link dev.reprise.benchmarks.harness.FutureLoop}. */
@NullMarked
package dev.reprise.benchmarks.eaasync;

import org.jspecify.annotations.NullMarked;
