/**
 * The limit: what a programmer would write by hand without any library. A coroutine is a final class with an int for its
 * state and a switch; whoever steps it calls a method.
 */
@NullMarked
package dev.reprise.benchmarks.limit;

import org.jspecify.annotations.NullMarked;
