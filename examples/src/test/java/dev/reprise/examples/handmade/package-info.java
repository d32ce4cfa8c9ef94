/** The examples of the loop made by hand, on a clock that goes on by being read. */
@NullMarked
package dev.reprise.examples.handmade;

import org.jspecify.annotations.NullMarked;
