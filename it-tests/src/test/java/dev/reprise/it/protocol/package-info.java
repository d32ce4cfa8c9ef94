/**
 * The protocol against Python: the same bodies, stepped in the same sequences, with the same outcomes.
 *
 * <p>The sequences, the script that runs them on Python's coroutines and what it printed stand among the test resources
 * under {@code protocol}. {@link dev.reprise.it.protocol.Trace} runs them on ours. The {@code @Async} methods here are
 * transformed by the build, as a user's are.
 */
@NullMarked
package dev.reprise.it.protocol;

import org.jspecify.annotations.NullMarked;
