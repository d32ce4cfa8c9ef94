/** Tests of the guide's examples, and of the guide. */
@NullMarked
package dev.reprise.examples.guide;

import org.jspecify.annotations.NullMarked;
