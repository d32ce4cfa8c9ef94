/** Input that no compiler writes: whatever the bytes are, the transformer answers, and answers soon. */
@NullMarked
package dev.reprise.it.hostile;

import org.jspecify.annotations.NullMarked;
