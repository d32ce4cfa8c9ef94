/** The last stage: puts classes into a folder, all of them or none. */
@NullMarked
package dev.reprise.transformer.internal.write;

import org.jspecify.annotations.NullMarked;
