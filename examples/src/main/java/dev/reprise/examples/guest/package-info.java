/** The event loop as a guest: on a thread that belongs to a window, a game or an executor, and that it does not block. */
@NullMarked
package dev.reprise.examples.guest;

import org.jspecify.annotations.NullMarked;
