/**
 * Verifies rewritten classes as the JVM would, without loading any: the class hierarchy is read from class files.
 * {@link OutputVerifier} is the entry class. It needs asm-util, which who does not verify need not have.
 */
@NullMarked
package dev.reprise.transformer.internal.verify;

import org.jspecify.annotations.NullMarked;
