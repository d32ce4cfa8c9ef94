/**
 * The transformed bytecode of the sources in {@code it-tests/golden}, compared with what stands beside them: {@link
 * dev.reprise.it.golden.GoldenTest}.
 */
package dev.reprise.it.golden;
