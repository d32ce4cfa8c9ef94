/** Zip files, edited so that what is not touched stays as it is, byte for byte; {@link ZipArchive} is the entry class. */
@NullMarked
package dev.reprise.transformer.internal.zip;

import org.jspecify.annotations.NullMarked;
