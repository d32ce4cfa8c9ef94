/**
 * Virtual threads, one carrier. They are reached by reflection: this is compiled for a JDK that does not have them yet.
 */
@NullMarked
package dev.reprise.benchmarks.virtual;

import org.jspecify.annotations.NullMarked;
