/** The second stage: which methods are rewritten, and which faults can be told from their outside. */
@NullMarked
package dev.reprise.transformer.internal.select;

import org.jspecify.annotations.NullMarked;
