/**
 * The bodies of the differential test, a class for each group of constructs. The build leaves this package
 * untransformed: the test reads javac's class files and makes both sides itself. Each static method {@code
 * Coroutine<...> name(Probe)} that is not private is run.
 *
 * <p>Some code here is what a reviewer would ask to simplify. The shape that javac gives it is the point.
 */
package dev.reprise.it.targets;
