/** The fourth stage: writes what the plan says and analyses nothing. */
@NullMarked
package dev.reprise.transformer.internal.emit;

import org.jspecify.annotations.NullMarked;
