/**
 * Small programs to read in order: first a loop made by hand, {@code handmade}, then the one of the library, {@code
 * eventloop}, then what it does for a {@code guest}. {@link dev.reprise.examples.Main} runs them all.
 */
@NullMarked
package dev.reprise.examples;

import org.jspecify.annotations.NullMarked;
