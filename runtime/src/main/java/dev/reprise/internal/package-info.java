/** What all packages of the runtime share, and nobody else sees: the module does not export it. */
@NullMarked
package dev.reprise.internal;

import org.jspecify.annotations.NullMarked;
