/** The names of the runtime, and helpers for reading and writing instructions. */
@NullMarked
package dev.reprise.transformer.internal.asm;

import org.jspecify.annotations.NullMarked;
