/**
 * Class files of other compilers than javac: the differential test for bodies in their languages, and what is refused.
 *
 * <p>{@link dev.reprise.it.support.Compiler} runs one in a process of its own. The build puts their artifacts into
 * {@code target/compilers}; none is on the class path of the tests.
 */
package dev.reprise.it.compilers;
