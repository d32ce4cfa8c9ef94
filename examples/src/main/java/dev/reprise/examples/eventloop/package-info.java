/**
 * The idea: the same with the loop of the library, which has timers, so that nothing polls. Coroutines in pieces that run
 * alone and at once, tasks that start others, and a run that ends before all its tasks do.
 *
 * <p>To be read in this order: {@link dev.reprise.examples.eventloop.Morceaux}, {@link
 * dev.reprise.examples.eventloop.Fork}, {@link dev.reprise.examples.eventloop.UntilComplete}.
 */
@NullMarked
package dev.reprise.examples.eventloop;

import org.jspecify.annotations.NullMarked;
