/**
 * Rewrites {@code @Async} methods into resumable state machines. {@link dev.reprise.transformer.AsyncTransformer} is the
 * entry class, bytes in, bytes and diagnostics out; {@link dev.reprise.transformer.DirectoryTransformer} applies it to a
 * build's output folder.
 */
@NullMarked
package dev.reprise.transformer;

import org.jspecify.annotations.NullMarked;
