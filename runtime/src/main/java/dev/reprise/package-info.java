/**
 * The protocol: what a coroutine is, how it is stepped, and what awaits it. {@link dev.reprise.Coroutine} is the entry
 * class; {@link dev.reprise.Reprise} gathers asyncio's module functions over the other packages.
 *
 * <p>{@link dev.reprise.AsyncFrame} and {@link dev.reprise.Transformed} are for the code that the build generates.
 */
@NullMarked
package dev.reprise;

import org.jspecify.annotations.NullMarked;
