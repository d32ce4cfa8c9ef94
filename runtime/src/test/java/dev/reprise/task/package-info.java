/** Tests of tasks and of the functions over them, on coroutines written by hand and on virtual time. */
@NullMarked
package dev.reprise.task;

import org.jspecify.annotations.NullMarked;
