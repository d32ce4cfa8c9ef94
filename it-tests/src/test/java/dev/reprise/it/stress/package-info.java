/** Many tasks under random schedules: nothing is lost and nothing is left. */
@NullMarked
package dev.reprise.it.stress;

import org.jspecify.annotations.NullMarked;
