/**
 * The idea: the same with the loop of the library, which has timers, so that nothing polls. Coroutines in pieces that run
 * alone and at once, a loop without end, tasks that start others, a run that ends before all its tasks do, one that starves
 * another, and two that meet in a queue.
 *
 * <p>To be read in this order: {@link dev.reprise.examples.eventloop.Morceaux}, {@link
 * dev.reprise.examples.eventloop.Endless}, {@link dev.reprise.examples.eventloop.Fork}, {@link
 * dev.reprise.examples.eventloop.UntilComplete}, {@link dev.reprise.examples.eventloop.Famine}, {@link
 * dev.reprise.examples.eventloop.Ticks}.
 */
@NullMarked
package dev.reprise.examples.eventloop;

import org.jspecify.annotations.NullMarked;
