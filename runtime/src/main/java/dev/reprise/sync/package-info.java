/**
 * How tasks of one loop wait for one another: locks, queues and channels.
 *
 * <p>All of them are for the tasks of one loop, on its thread. An object may be made anywhere, before a loop runs too; it
 * belongs to the first loop on which a task waits for it. Between two awaits no other task runs, so what needs no await
 * needs no lock.
 *
 * <p>Who waits is served first come, first served. A wait can be cancelled at any time: the cancelled task has then
 * acquired, put or taken nothing, and what it was woken for goes to the next.
 */
@NullMarked
package dev.reprise.sync;

import org.jspecify.annotations.NullMarked;
