package dev.reprise;

/**
 * An exception on its way into a suspended coroutine. It travels where a sent value would ({@link Coroutine#value}), in
 * this wrapper so that a sent {@link Throwable} is not taken for a raised one.
 */
record Raised(Throwable error) {}
