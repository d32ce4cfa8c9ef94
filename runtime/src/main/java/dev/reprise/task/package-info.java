/**
 * Tasks: coroutines that a loop steps, many at once on one thread. {@link dev.reprise.task.EventLoop} is the entry class;
 * {@link dev.reprise.task.Runner} makes one for a program.
 */
@NullMarked
package dev.reprise.task;

import org.jspecify.annotations.NullMarked;
