/** The command line, over the public classes of the transformer; {@link dev.reprise.transformer.cli.Main} is the entry class. */
@NullMarked
package dev.reprise.transformer.cli;

import org.jspecify.annotations.NullMarked;
