/**
 * The code of {@code docs/guide.md} and {@code docs/networking.md}: each block of these pages stands in one of these classes,
 * or in another example, and each class has a test.
 */
@NullMarked
package dev.reprise.examples.guide;

import org.jspecify.annotations.NullMarked;
