/** Tests of the programs in the folder {@code tools}. */
@NullMarked
package dev.reprise.it.tools;

import org.jspecify.annotations.NullMarked;
