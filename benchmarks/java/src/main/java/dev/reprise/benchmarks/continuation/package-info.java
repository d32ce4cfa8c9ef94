/** What virtual threads are made of: the JDK's internal continuations, stepped by a ring buffer. */
@NullMarked
package dev.reprise.benchmarks.continuation;

import org.jspecify.annotations.NullMarked;
