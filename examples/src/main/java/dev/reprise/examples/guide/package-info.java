/** The code of {@code docs/guide.md}: each block of that page stands in one of these classes, and each class has a test. */
@NullMarked
package dev.reprise.examples.guide;

import org.jspecify.annotations.NullMarked;
