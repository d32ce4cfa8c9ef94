/**
 * The engine: callbacks and timers on one thread, and promises that end by scheduling callbacks. {@link
 * dev.reprise.loop.CallbackLoop} is the entry class, {@link dev.reprise.loop.Promise} what a coroutine waits for.
 *
 * <p>It knows the protocol of coroutines but no task: stepping coroutines is the business of {@code dev.reprise.task}.
 */
@NullMarked
package dev.reprise.loop;

import org.jspecify.annotations.NullMarked;
