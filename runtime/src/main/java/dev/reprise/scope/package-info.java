/**
 * Structured concurrency: blocks that bound how long their code runs and what it leaves behind. {@link
 * dev.reprise.scope.TaskGroup} waits for the tasks made in it, {@link dev.reprise.scope.Timeout} and {@link
 * dev.reprise.scope.CancelScope} end a block early, {@link dev.reprise.scope.Select} takes the first of several.
 */
@NullMarked
package dev.reprise.scope;

import org.jspecify.annotations.NullMarked;
