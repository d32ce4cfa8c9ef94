/**
 * The differential test on random programs. {@link dev.reprise.it.random.Generator} makes the program of a seed as a tree of
 * {@link dev.reprise.it.random.Node}s, {@link dev.reprise.it.random.Checker} compares its two sides, {@link
 * dev.reprise.it.random.Shrinker} makes what fails small, {@link dev.reprise.it.random.Coverage} counts what was made.
 */
package dev.reprise.it.random;
