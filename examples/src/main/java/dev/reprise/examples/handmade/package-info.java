/**
 * The idea: an event loop is nothing but a queue of coroutines and {@code next()}. From four lines that step one task, to
 * a loop that tasks can talk to and on which they wait for one another.
 *
 * <p>To be read in this order: {@link dev.reprise.examples.handmade.RunTask}, {@link
 * dev.reprise.examples.handmade.RunTasks} with {@link dev.reprise.examples.handmade.SimplePrint} and {@link
 * dev.reprise.examples.handmade.ComplexWork}, {@link dev.reprise.examples.handmade.Interrupt}, {@link
 * dev.reprise.examples.handmade.Sleep}, {@link dev.reprise.examples.handmade.PrintMessages}, {@link
 * dev.reprise.examples.handmade.Loop}, {@link dev.reprise.examples.handmade.Waiter} with {@link
 * dev.reprise.examples.handmade.Jobs}, and {@link dev.reprise.examples.handmade.Gather}.
 */
@NullMarked
package dev.reprise.examples.handmade;

import org.jspecify.annotations.NullMarked;
