/**
 * The differential test: what a body does as an ordinary blocking method it must do as a rewritten {@code @Async} one.
 *
 * <p>The bodies stand in {@code dev.reprise.it.targets}, grouped by construct. {@link
 * dev.reprise.it.differential.BodySet} makes both sides from javac's class files, {@link
 * dev.reprise.it.differential.Probe} is what a body awaits and logs to, {@link dev.reprise.it.differential.Outcome} is
 * what is compared.
 */
package dev.reprise.it.differential;
