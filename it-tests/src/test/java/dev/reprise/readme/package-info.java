/** The README is executed: a reader who copies from it gets what it says. */
@NullMarked
package dev.reprise.readme;

import org.jspecify.annotations.NullMarked;
