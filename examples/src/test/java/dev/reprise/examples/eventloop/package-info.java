/** The examples of the library's loop, on virtual time. */
@NullMarked
package dev.reprise.examples.eventloop;

import org.jspecify.annotations.NullMarked;
