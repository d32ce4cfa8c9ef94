/** Asynchronous generators as programs use them: on a loop, in tasks, to their end or not. */
@NullMarked
package dev.reprise.it.generators;

import org.jspecify.annotations.NullMarked;
