/** The third stage: what is where and what is needed where, ending in an immutable plan. */
@NullMarked
package dev.reprise.transformer.internal.analyse;

import org.jspecify.annotations.NullMarked;
